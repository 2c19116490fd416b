#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/day_number.hpp"
#include "core/features/day_state.hpp"
#include "core/features/series_key.hpp"

namespace forecast_warehouse::core {

class category_prices;

// The quantities of all products of a store, or of those of a category in it.
struct sales_totals {
    day_number first_day = 0;         // of the period of the first row
    std::vector<std::int64_t> sales;  // one a period, up to the cutoff; may be missing_quantity
    std::int64_t scale = 1;           // as in series
};

// A price of a series, of its store or of the chain.
struct price_in_window {
    window days;
    bool of_store;
    std::int64_t id;
    std::optional<std::int64_t> cents;  // none: the price is NaN
};

// A promotion of a series.
struct promotion_in_window {
    window days;
    std::optional<std::int32_t> discount_share;  // in ten-thousandths
    std::optional<std::int64_t> discount_cents;
};

// The stock of a series on a day.
struct stock_on_day {
    day_number day;
    bool stockout;
};

// The value of a signal on a day.
struct signal_on_day {
    day_number day;
    double value;
};

// The data of one series that is known at the cutoff. Without exogenous features it has sales only. Its
// periods are days or weeks, see period_grid.
struct series {
    series_key key;
    day_number first_day;  // of the period of its first sale
    std::vector<std::int64_t>
        sales;  // one a period, from the first sale to the cutoff; may be missing_quantity
    std::vector<price_in_window> prices;
    std::vector<promotion_in_window> promotions;
    std::vector<stock_on_day> stocks;  // by day
    std::int64_t scale = 1;            // sales count such parts of a unit: 1, or 10,000 for ten-thousandths
    // One a period, from the first sale to the last one of the table. Empty: they were not asked for.
    std::vector<day_state> states;
    // One list a signal of the settings, by day. A store's own value comes before that of all stores.
    std::vector<std::vector<signal_on_day>> signals;
    // Facts that a feature_choice asks for. They stay in memory as long as the series.
    std::optional<day_number> launch;           // of the product
    std::optional<std::int32_t> category;       // its number; none: the product has no category
    const sales_totals* store_total = nullptr;  // NULL: not asked for
    const sales_totals* category_total = nullptr;
    const core::category_prices* category_prices = nullptr;
};

}  // namespace forecast_warehouse::core
