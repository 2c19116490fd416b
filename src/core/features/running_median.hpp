#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace forecast_warehouse::core {

// The median of the values of a window that slides over a series. The values are kept sorted. A new value
// takes the place of the one that leaves, and only the values between the two places move.
class running_median {
public:
    // width: the most values that the window holds.
    explicit running_median(int width) { sorted_.reserve(static_cast<std::size_t>(width)); }

    // Forgets all values.
    void clear() noexcept { sorted_.clear(); }

    void add(std::int64_t value);
    // The value must be in the window.
    void remove(std::int64_t value) noexcept;
    // The old value must be in the window.
    void replace(std::int64_t old_value, std::int64_t new_value) noexcept;

    [[nodiscard]] std::size_t size() const noexcept { return sorted_.size(); }

    // The middle value, or the mean of the two in the middle, divided by the scale. Needs a value.
    [[nodiscard]] double median(double scale = 1) const noexcept;

private:
    std::vector<std::int64_t> sorted_;
};

}  // namespace forecast_warehouse::core
