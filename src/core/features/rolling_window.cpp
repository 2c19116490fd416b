#include "core/features/rolling_window.hpp"

#include <cmath>

namespace forecast_warehouse::core {

template <class Loses>
void rolling_window::monotonic_queue::push(std::size_t place, std::int32_t value, std::size_t width,
                                           Loses loses) noexcept {
    if (count_ > 0 && ring_[head_].place + width <= place) {
        head_ = at(1);
        --count_;
    }
    while (count_ > 0 && loses(ring_[at(count_ - 1)].value, value)) {
        --count_;
    }
    ring_[at(count_)] = {place, value};
    ++count_;
}

rolling_window::rolling_window(int width, bool extremes)
    : width_(static_cast<std::size_t>(width)),
      extremes_(extremes),
      min_(extremes ? width_ : 0),
      max_(extremes ? width_ : 0) {}

void rolling_window::restart() noexcept {
    held_ = 0;
    sum_ = 0;
    squares_ = 0;
    min_.clear();
    max_.clear();
}

void rolling_window::push(std::span<const std::int32_t> series, std::size_t place) noexcept {
    if (full()) {
        const std::int64_t leaves = series[place - width_];
        sum_ -= leaves;
        squares_ -= static_cast<wide>(leaves) * leaves;
    } else {
        ++held_;
    }
    const std::int64_t comes = series[place];
    sum_ += comes;
    squares_ += static_cast<wide>(comes) * comes;
    if (extremes_) {
        min_.push(place, series[place], width_,
                  [](std::int32_t standing, std::int32_t coming) { return standing >= coming; });
        max_.push(place, series[place], width_,
                  [](std::int32_t standing, std::int32_t coming) { return standing <= coming; });
    }
}

double rolling_window::mean() const noexcept {
    return static_cast<double>(sum_) / static_cast<double>(width_);
}

// n times the sum of squares less the square of the sum, which is n (n - 1) times the variance: exact, so
// that equal values have a deviation of 0 and the order in which they came does not matter.
double rolling_window::stddev() const noexcept {
    const auto n = static_cast<std::int64_t>(width_);
    const wide spread = n * squares_ - static_cast<wide>(sum_) * sum_;
    return std::sqrt(static_cast<double>(spread) / (static_cast<double>(n) * static_cast<double>(n - 1)));
}

}  // namespace forecast_warehouse::core
