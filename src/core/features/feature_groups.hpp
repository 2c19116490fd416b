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

// lag_7, ...: the quantity 7 days before. NULL before the first sale, and for a missing quantity.
[[nodiscard]] feature_group_ptr lag_features(const feature_settings& settings);

// rolling_mean_28, ...: aggregates of the last known days. NULL until the window is full; where quantities
// may be missing, NULL for a window without a quantity.
[[nodiscard]] feature_group_ptr rolling_features(const feature_settings& settings);

// days_since_last_sale, or weeks_since_last_sale
[[nodiscard]] feature_group_ptr last_sale_features(const feature_settings& settings);

// price, price_change_7d, on_promotion, promo_discount_pct: as planned, so known for future days too. A week
// has the price of its first day, and the largest discount of its days.
[[nodiscard]] feature_group_ptr driver_features(const feature_settings& settings);

// stockout_lag_1: whether there was no stock horizon days before; for weeks, on any day of the week. NULL
// without a row of stock.
[[nodiscard]] feature_group_ptr stock_features(const feature_settings& settings);

// day_of_week, ..., days_to_next_holiday. A week has those columns that have a meaning for it: the values of
// its first day, and is_holiday if one of its days is a holiday.
[[nodiscard]] feature_group_ptr calendar_features(const feature_settings& settings,
                                                  const store_calendars& calendars);

// day_state: the state of the day itself, as its quantity
[[nodiscard]] feature_group_ptr day_state_feature();

// A column named after each signal. Its value of the day where it is known ahead, else of the day horizon
// days before. NULL without a row. In a table of weeks it is the mean of the week's days.
[[nodiscard]] feature_group_ptr signal_features(const feature_settings& settings);

}  // namespace forecast_warehouse::core
