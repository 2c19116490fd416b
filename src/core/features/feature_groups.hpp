#pragma once

#include <vector>

#include "core/features/feature_group.hpp"
#include "core/features/feature_settings.hpp"

namespace forecast_warehouse::core {

class store_calendars;

// The groups that the settings ask for, in the order of their columns.
// calendars: may be filled later, before the first series begins.
[[nodiscard]] std::vector<feature_group_ptr> feature_groups(const feature_settings& settings,
                                                            const store_calendars& calendars);

// The groups, each in the file of its name.

// lag_7, ...: the quantity 7 days before. NULL before the first sale.
[[nodiscard]] feature_group_ptr lag_features(const feature_settings& settings);

// rolling_mean_28, ...: aggregates of the last known days. NULL until the window is full.
[[nodiscard]] feature_group_ptr rolling_features(const feature_settings& settings);

// days_since_last_sale
[[nodiscard]] feature_group_ptr last_sale_features();

// price, price_change_7d, on_promotion, promo_discount_pct: as planned, so known for future days too.
[[nodiscard]] feature_group_ptr driver_features();

// stockout_lag_1: whether there was no stock horizon days before. NULL without a row of stock.
[[nodiscard]] feature_group_ptr stock_features(const feature_settings& settings);

// day_of_week, ..., days_to_next_holiday
[[nodiscard]] feature_group_ptr calendar_features(const store_calendars& calendars);

// year_sin, year_cos: the place of the day in its year, as a point of a circle.
[[nodiscard]] feature_group_ptr year_features();

}  // namespace forecast_warehouse::core
