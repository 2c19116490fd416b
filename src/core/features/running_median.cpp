#include "core/features/running_median.hpp"

#include <algorithm>

namespace forecast_warehouse::core {

void running_median::add(std::int64_t value) {
    sorted_.insert(std::upper_bound(sorted_.begin(), sorted_.end(), value), value);
}

void running_median::remove(std::int64_t value) noexcept {
    sorted_.erase(std::lower_bound(sorted_.begin(), sorted_.end(), value));
}

void running_median::replace(std::int64_t old_value, std::int64_t new_value) noexcept {
    if (old_value == new_value) {
        return;
    }
    const auto left = std::lower_bound(sorted_.begin(), sorted_.end(), old_value);
    if (old_value < new_value) {
        const auto spot = std::lower_bound(left, sorted_.end(), new_value);
        std::move(left + 1, spot, left);
        *(spot - 1) = new_value;
    } else {
        const auto spot = std::upper_bound(sorted_.begin(), left, new_value);
        std::move_backward(spot, left, left + 1);
        *spot = new_value;
    }
}

double running_median::median(double scale) const noexcept {
    const std::size_t middle = sorted_.size() / 2;
    if (sorted_.size() % 2 == 1) {
        return static_cast<double>(sorted_[middle]) / scale;
    }
    return static_cast<double>(sorted_[middle - 1] + sorted_[middle]) / (2 * scale);
}

}  // namespace forecast_warehouse::core
