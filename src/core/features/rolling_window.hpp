#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace forecast_warehouse::core {

// Sums, minimum and maximum of the last values of a series, one value after the other, each in constant time:
// sums are whole numbers and so exact, and the minimum or maximum is at the head of a queue of those
// that may still become it (Lemire, "Streaming maximum-minimum filter using no more than three comparisons
// per element", Nordic Journal of Computing 13, 2006).
class rolling_window {
public:
    // width: how many values it holds. extremes: whether min() and max() will be asked for.
    rolling_window(int width, bool extremes);

    // Begins another series.
    void restart() noexcept;

    // Takes in the value at a place of a series, after that of the place before; the first place is 0.
    void push(std::span<const std::int32_t> series, std::size_t place) noexcept;

    [[nodiscard]] int width() const noexcept { return static_cast<int>(width_); }

    // Whether it holds as many values as it can. Before that the others must not be asked.
    [[nodiscard]] bool full() const noexcept { return held_ == width_; }
    [[nodiscard]] std::int64_t sum() const noexcept { return sum_; }
    [[nodiscard]] double mean() const noexcept;
    // The standard deviation of a sample, with n - 1; for two values or more.
    [[nodiscard]] double stddev() const noexcept;
    [[nodiscard]] std::int32_t min() const noexcept { return min_.head_value(); }
    [[nodiscard]] std::int32_t max() const noexcept { return max_.head_value(); }

private:
    // Values that no later one has put out of the running, oldest first, in a ring.
    class monotonic_queue {
    public:
        explicit monotonic_queue(std::size_t most) : ring_(most) {}
        void clear() noexcept { count_ = 0; }
        template <class Loses>
        void push(std::size_t place, std::int32_t value, std::size_t width, Loses loses) noexcept;
        [[nodiscard]] std::int32_t head_value() const noexcept { return ring_[head_].value; }

    private:
        struct contender {
            std::size_t place;
            std::int32_t value;
        };
        [[nodiscard]] std::size_t at(std::size_t number) const noexcept {
            const std::size_t sum = head_ + number;
            return sum < ring_.size() ? sum : sum - ring_.size();
        }

        std::vector<contender> ring_;
        std::size_t head_ = 0;
        std::size_t count_ = 0;
    };

    // Squares of 32 bits, as many as a window holds, need more than 64 bits.
    __extension__ using wide = __int128;

    std::size_t width_;
    bool extremes_;
    std::size_t held_ = 0;
    std::int64_t sum_ = 0;
    wide squares_ = 0;
    monotonic_queue min_;
    monotonic_queue max_;
};

}  // namespace forecast_warehouse::core
