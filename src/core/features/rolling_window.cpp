#include "core/features/rolling_window.hpp"

#include <cmath>

#include "core/features/day_state.hpp"

namespace forecast_warehouse::core {

template <class Superseded>
void rolling_window::monotonic_queue::push(std::size_t index, std::int64_t value,
                                           Superseded is_superseded) noexcept {
    while (count_ > 0 && is_superseded(ring_[at(count_ - 1)].value, value)) {
        --count_;
    }
    ring_[at(count_)] = {index, value};
    ++count_;
}

rolling_window::rolling_window(int width, bool extremes, int min_periods)
    : width_(static_cast<std::size_t>(width)),
      extremes_(extremes),
      min_periods_(static_cast<std::size_t>(min_periods)),
      min_(extremes ? width_ : 0),
      max_(extremes ? width_ : 0) {}

void rolling_window::restart() noexcept {
    count_ = 0;
    observed_ = 0;
    sum_ = 0;
    squares_ = 0;
    min_.clear();
    max_.clear();
}

void rolling_window::push(std::span<const std::int64_t> series, std::size_t index) noexcept {
    if (count_ == width_) {
        remove(series[index - width_]);
    } else {
        ++count_;
    }
    if (extremes_) {
        min_.expire(index, width_);
        max_.expire(index, width_);
    }
    add(series[index], index);
}

void rolling_window::remove(std::int64_t value) noexcept {
    if (!is_missing(value)) {
        --observed_;
        sum_ -= value;
        squares_ -= static_cast<wide>(value) * value;
    }
}

void rolling_window::add(std::int64_t value, std::size_t index) noexcept {
    if (is_missing(value)) {
        return;
    }
    ++observed_;
    sum_ += value;
    squares_ += static_cast<wide>(value) * value;
    if (extremes_) {
        min_.push(index, value, [](std::int64_t older, std::int64_t newer) { return older >= newer; });
        max_.push(index, value, [](std::int64_t older, std::int64_t newer) { return older <= newer; });
    }
}

double rolling_window::mean(double scale) const noexcept {
    return static_cast<double>(sum_) / (static_cast<double>(observed_) * scale);
}

// The spread is n times the sum of squares, less the square of the sum: n (n - 1) times the variance. It is
// exact. So equal values have a spread of 0, and the order of the values does not matter.
double rolling_window::stddev(double scale) const noexcept {
    const auto n = static_cast<std::int64_t>(observed_);
    const wide spread = n * squares_ - static_cast<wide>(sum_) * sum_;
    const double divisor = static_cast<double>(n) * static_cast<double>(n - 1) * scale * scale;
    return std::sqrt(static_cast<double>(spread) / divisor);
}

}  // namespace forecast_warehouse::core
