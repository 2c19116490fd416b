// Price and promotion in force on each day of a series.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/asof/asof_prices.hpp"
#include "core/asof/asof_promotions.hpp"
#include "core/day_number.hpp"

namespace forecast_warehouse::core {

// A price of a series, of its store or of the chain.
struct price_in_window {
    window days;
    bool of_store;
    std::int64_t id;
    std::optional<std::int64_t> cents;  // none: in force, and no number
};

// A promotion of a series.
struct promotion_in_window {
    window days;
    std::optional<std::int32_t> discount_share;  // of 10,000
    std::optional<std::int64_t> discount_cents;
};

// What drives the sales of a day, as far as it is planned ahead.
struct planned_drivers {
    std::optional<std::int64_t> price_cents;
    std::optional<double> price_change;  // against 7 days before, as a share of that price
    bool on_promotion = false;
    std::optional<std::int64_t> discount_share;  // of 10,000; 0 without a promotion, none: not known
};

// The drivers of one series after the other: the price and the promotion in force, by asof_prices and
// asof_promotions; a discount is a share of the price in force, at most the whole price.
class driver_line {
public:
    // Begins a series. Its windows come in any order; the promotions must stay where they are.
    void begin(const std::vector<price_in_window>& prices,
               const std::vector<promotion_in_window>& promotions);

    [[nodiscard]] planned_drivers at(day_number day) const;

private:
    [[nodiscard]] std::optional<std::int64_t> price_at(day_number day) const;

    asof_prices prices_;
    asof_promotions promotions_;
    const std::vector<promotion_in_window>* offers_ = nullptr;  // by the ids in promotions_
};

}  // namespace forecast_warehouse::core
