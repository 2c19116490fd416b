// What a feature table is made of: days, lags, windows, and the columns that they come to.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace forecast_warehouse::core {

// What is told of the sales in a window.
enum class aggregate : std::uint8_t { mean, stddev, min, max, sum };

// What a feature table is asked for.
struct feature_settings {
    std::chrono::sys_days cutoff;
    std::optional<std::chrono::sys_days> start;  // none: from each series' first sale on
    int horizon = 1;
    std::vector<int> lags;
    std::vector<int> windows;
    std::vector<aggregate> aggregates;
    bool exogenous = true;

    // The last day of the table.
    [[nodiscard]] std::chrono::sys_days last_day() const { return cutoff + std::chrono::days{horizon}; }
};

// The longest horizon, lag and window, in days: ten years.
inline constexpr int longest_reach = 3'660;

// The lags of a table that names none: the horizon, and 0, 7 and 21 days beyond the first whole week that is
// not shorter. So they are 1, 7, 14, 28 for a horizon of 1, and 7, 14, 28 for one of 7.
std::vector<int> default_lags(int horizon);

// An aggregate by its name: mean, std, min, max, sum. Throws core::failure (22023) when there is none.
[[nodiscard]] aggregate aggregate_named(std::string_view name);
[[nodiscard]] std::string_view name_of(aggregate each) noexcept;

// Refuses settings that make no sense, or that would let a row see what is not known yet, with core::failure
// (22023, 22008, 54000, 54011): the message says which, the hint what to do.
void check(const feature_settings& settings);

// Types of a feature table's columns.
enum class feature_type : std::uint8_t { date, integer, bigint, real, money, share, flag };

struct feature_column {
    std::string name;
    feature_type type;
};

// Columns that the past sales of a series make: lag_7, rolling_mean_28, ..., days_since_last_sale.
[[nodiscard]] std::vector<feature_column> sales_columns(const feature_settings& settings);

// Columns of what drives sales: price, price_change_7d, on_promotion, promo_discount_pct, stockout_lag_1.
[[nodiscard]] std::vector<feature_column> driver_columns(const feature_settings& settings);

// Columns of the day: day_of_week, ..., days_to_next_holiday.
[[nodiscard]] std::vector<feature_column> calendar_columns();

// All columns of the table, in their order.
[[nodiscard]] std::vector<feature_column> table_columns(const feature_settings& settings);

}  // namespace forecast_warehouse::core
