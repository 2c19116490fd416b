#include "core/features/rolling_window.hpp"

#include <cmath>

namespace forecast_warehouse::core {

template <class Superseded>
void rolling_window::monotonic_queue::push(std::size_t index, std::int64_t value, std::size_t width,
                                           Superseded is_superseded) noexcept {
    if (count_ > 0 && ring_[head_].index + width <= index) {
        head_ = at(1);
        --count_;
    }
    while (count_ > 0 && is_superseded(ring_[at(count_ - 1)].value, value)) {
        --count_;
    }
    ring_[at(count_)] = {index, value};
    ++count_;
}

rolling_window::rolling_window(int width, bool extremes)
    : width_(static_cast<std::size_t>(width)),
      extremes_(extremes),
      min_(extremes ? width_ : 0),
      max_(extremes ? width_ : 0) {}

void rolling_window::restart() noexcept {
    count_ = 0;
    sum_ = 0;
    squares_ = 0;
    min_.clear();
    max_.clear();
}

void rolling_window::push(std::span<const std::int64_t> series, std::size_t index) noexcept {
    if (full()) {
        const std::int64_t removed = series[index - width_];
        sum_ -= removed;
        squares_ -= static_cast<wide>(removed) * removed;
    } else {
        ++count_;
    }
    const std::int64_t added = series[index];
    sum_ += added;
    squares_ += static_cast<wide>(added) * added;
    if (extremes_) {
        min_.push(index, series[index], width_,
                  [](std::int64_t older, std::int64_t newer) { return older >= newer; });
        max_.push(index, series[index], width_,
                  [](std::int64_t older, std::int64_t newer) { return older <= newer; });
    }
}

double rolling_window::mean(double scale) const noexcept {
    return static_cast<double>(sum_) / (static_cast<double>(width_) * scale);
}

// The spread is n times the sum of squares, less the square of the sum: n (n - 1) times the variance. It is
// exact. So equal values have a spread of 0, and the order of the values does not matter.
double rolling_window::stddev(double scale) const noexcept {
    const auto n = static_cast<std::int64_t>(width_);
    const wide spread = n * squares_ - static_cast<wide>(sum_) * sum_;
    const double divisor = static_cast<double>(n) * static_cast<double>(n - 1) * scale * scale;
    return std::sqrt(static_cast<double>(spread) / divisor);
}

}  // namespace forecast_warehouse::core
