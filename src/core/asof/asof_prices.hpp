#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "core/asof/timelines.hpp"

namespace forecast_warehouse::core {

// A row of price_history, money in cents.
struct price_window {
    std::int32_t store;  // or whole_chain
    day_number from;
    day_number to;
    std::int64_t cents;
    std::int64_t id;
};

// Prices in force. A price of the store goes before one of the chain; then the latest first day counts, then
// the highest id.
class asof_prices {
public:
    using window = price_window;

    [[nodiscard]] bool holds(std::int32_t product) const noexcept { return timelines_.holds(product); }

    // Reserves memory for a number of windows.
    void reserve(std::size_t windows) { timelines_.reserve(windows); }

    // Adds all windows of a product, in any order. They are sorted in place.
    void add(std::int32_t product, std::span<price_window> windows);

    // The price of a product in a store, or in the whole chain, on a day. None: no price is in force.
    [[nodiscard]] std::optional<std::int64_t> find(std::int32_t product, std::int32_t store,
                                                   day_number day) const noexcept;

    [[nodiscard]] std::size_t bytes() const noexcept { return timelines_.bytes(); }

private:
    struct price_interval {
        day_number from;
        day_number to;
        std::int64_t cents;
    };

    timelines<price_interval> timelines_;
};

}  // namespace forecast_warehouse::core
