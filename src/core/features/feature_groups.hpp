#pragma once

#include <vector>

#include "core/features/feature_group.hpp"
#include "core/features/feature_settings.hpp"

namespace forecast_warehouse::core {

class store_calendars;

// The longest window of stockout_features(), in days.
inline constexpr int longest_stockout_window = 28;

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

// The groups that a table has only if they are asked for, see feature_choice. Means, medians and lines follow
// the rule of rolling_features() for missing quantities.

// weekday_mean_4, weekday_mean_8: the mean of the last known days that are the same day of the week.
[[nodiscard]] feature_group_ptr weekday_features(const feature_settings& settings);

// rolling_median_28, ...: of the windows of the settings.
[[nodiscard]] feature_group_ptr median_features(const feature_settings& settings);

// trend_30, trend_90: the slope of the line through the last known days, in units a day. By weeks: trend_4,
// trend_13, in units a week.
[[nodiscard]] feature_group_ptr trend_features(const feature_settings& settings);

// ratio_7_28, ratio_28_28_before: the mean of a window as a multiple of another one. By weeks: ratio_1_4,
// ratio_4_4_before.
[[nodiscard]] feature_group_ptr ratio_features(const feature_settings& settings);

// stockout_days_7, stockout_days_28: the last known days with a snapshot without stock. NULL without a
// snapshot.
[[nodiscard]] feature_group_ptr stockout_features(const feature_settings& settings);

// days_since_launch: since the product's launch date; below 0 before it, NULL without one.
[[nodiscard]] feature_group_ptr launch_features();

// price_to_28d, price_to_category: the price as a multiple of a mean price.
[[nodiscard]] feature_group_ptr price_features();

// category_lag_7, ..., store_lag_7, ...: what the category and the store sold together.
[[nodiscard]] feature_group_ptr hierarchy_features(const feature_settings& settings);

// same_holiday_last_year: the quantity on the same day of the same holiday, see holiday_years.
[[nodiscard]] feature_group_ptr holiday_features(const feature_settings& settings,
                                                 const store_calendars& calendars);

// year_sin, year_cos: the place of the day in its year, as a point of a circle.
[[nodiscard]] feature_group_ptr year_features();

}  // namespace forecast_warehouse::core
