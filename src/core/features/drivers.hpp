#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/asof/asof_prices.hpp"
#include "core/asof/asof_promotions.hpp"
#include "core/features/series.hpp"

namespace forecast_warehouse::core {

// A price is compared with the price this number of days before.
inline constexpr day_number price_change_days = 7;

// A price is compared with its mean over this number of days before.
inline constexpr day_number price_window_days = 28;

// The price and the promotion that are planned for a day.
struct planned_drivers {
    std::optional<std::int64_t> price_cents;
    std::optional<double> price_change;  // against price_change_days before, as a share of that price
    bool on_promotion = false;
    std::optional<std::int64_t> discount_share;  // in ten-thousandths; 0 without a promotion, none: not known
};

// The price in force on each day of one series after another, by asof_prices.
class series_prices {
public:
    // Begins a series. The order of the list does not matter.
    void begin(const std::vector<price_in_window>& prices);

    // In cents. None: no price is in force, or it is NaN.
    [[nodiscard]] std::optional<std::int64_t> at(day_number day) const;

private:
    asof_prices prices_;
};

// The price and the promotion in force on each day of one series after another, by asof_prices and
// asof_promotions. A discount is a share of the price in force, at most the whole price.
class series_drivers {
public:
    // Begins a series. The promotions must stay in memory; the order of both lists does not matter.
    void begin(const std::vector<price_in_window>& prices,
               const std::vector<promotion_in_window>& promotions);

    [[nodiscard]] planned_drivers at(day_number day) const;

private:
    series_prices prices_;
    asof_promotions promotions_;
    const std::vector<promotion_in_window>* promotion_list_ = nullptr;  // by the ids in promotions_
};

}  // namespace forecast_warehouse::core
