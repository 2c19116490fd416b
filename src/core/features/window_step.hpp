#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "core/features/day_state.hpp"

namespace forecast_warehouse::core {

// The change of a window when a series gets one more quantity. missing_quantity: nothing enters, or leaves.
struct window_step {
    std::int64_t entering = missing_quantity;
    std::int64_t leaving = missing_quantity;
};

// The step of a window of some width. skip: the number of newer quantities that the window leaves out.
[[nodiscard]] inline window_step step_of(std::span<const std::int64_t> sales, std::size_t width,
                                         std::size_t skip = 0) noexcept {
    window_step step;
    if (sales.size() > skip) {
        step.entering = sales[sales.size() - 1 - skip];
    }
    if (sales.size() > skip + width) {
        step.leaving = sales[sales.size() - 1 - skip - width];
    }
    return step;
}

}  // namespace forecast_warehouse::core
