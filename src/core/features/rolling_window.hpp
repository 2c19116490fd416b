#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace forecast_warehouse::core {

// Sum, mean, standard deviation, minimum and maximum of the last values of a series. Missing values are left
// out, as pandas does. Each takes constant time per value. Sums are whole numbers, and so exact. The minimum
// is the head of a monotonic queue, and so is the maximum. Source: Lemire, "Streaming maximum-minimum filter
// using no more than three comparisons per element", Nordic Journal of Computing 13, 2006.
class rolling_window {
public:
    // width: the number of values. extremes: whether min() and max() will be called. min_periods: the values
    // that must not be missing for a result, as in pandas.
    rolling_window(int width, bool extremes, int min_periods);

    // Begins another series.
    void restart() noexcept;

    // Adds the value at an index of the series. Indexes come one after another, from 0 on.
    void push(std::span<const std::int64_t> series, std::size_t index) noexcept;

    [[nodiscard]] int width() const noexcept { return static_cast<int>(width_); }

    // Whether so many values are not missing. The functions below need that.
    [[nodiscard]] bool has_result() const noexcept { return observed_ >= min_periods_; }
    [[nodiscard]] std::int64_t sum() const noexcept { return sum_; }
    // Both are divided by the scale, the number that counts as 1.
    [[nodiscard]] double mean(double scale = 1) const noexcept;
    // Of a sample, with n - 1.
    [[nodiscard]] bool has_stddev() const noexcept { return has_result() && observed_ > 1; }
    [[nodiscard]] double stddev(double scale = 1) const noexcept;
    [[nodiscard]] std::int64_t min() const noexcept { return min_.head_value(); }
    [[nodiscard]] std::int64_t max() const noexcept { return max_.head_value(); }

private:
    // The values that can still become the minimum (or maximum), oldest first, in a ring.
    class monotonic_queue {
    public:
        explicit monotonic_queue(std::size_t capacity) : ring_(capacity) {}
        void clear() noexcept { count_ = 0; }
        // Removes a value that has left the window at an index.
        void expire(std::size_t index, std::size_t width) noexcept {
            if (count_ > 0 && ring_[head_].index + width <= index) {
                head_ = at(1);
                --count_;
            }
        }
        // is_superseded(older, newer): whether the older value can never be the result again.
        template <class Superseded>
        void push(std::size_t index, std::int64_t value, Superseded is_superseded) noexcept;
        [[nodiscard]] std::int64_t head_value() const noexcept { return ring_[head_].value; }

    private:
        struct element {
            std::size_t index;
            std::int64_t value;
        };
        [[nodiscard]] std::size_t at(std::size_t offset) const noexcept {
            const std::size_t index = head_ + offset;
            return index < ring_.size() ? index : index - ring_.size();
        }

        std::vector<element> ring_;
        std::size_t head_ = 0;
        std::size_t count_ = 0;
    };

    // Sums of squares of 64-bit numbers. Quantities are below 10^14, and windows below 10^4 days.
    __extension__ using wide = __int128;

    void remove(std::int64_t value) noexcept;
    void add(std::int64_t value, std::size_t index) noexcept;

    std::size_t width_;
    bool extremes_;
    std::size_t min_periods_;
    std::size_t count_ = 0;     // of values in the window
    std::size_t observed_ = 0;  // of those that are not missing
    std::int64_t sum_ = 0;
    wide squares_ = 0;
    monotonic_queue min_;
    monotonic_queue max_;
};

}  // namespace forecast_warehouse::core
