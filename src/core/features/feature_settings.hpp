#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace forecast_warehouse::core {

// A column of a rolling window.
enum class aggregate : std::uint8_t { mean, stddev, min, max, sum };

// The days, lags and windows of a feature table.
struct feature_settings {
    std::chrono::sys_days cutoff;
    std::optional<std::chrono::sys_days> start;  // none: each series from its first sale on
    int horizon = 1;
    std::vector<int> lags;
    std::vector<int> windows;
    std::vector<aggregate> aggregates;
    bool exogenous = true;
    bool decimal_quantities = false;  // whether the tables have them; before 1.4 they are integers

    // The last day of the table.
    [[nodiscard]] std::chrono::sys_days last_day() const { return cutoff + std::chrono::days{horizon}; }
};

// The longest horizon, lag and window, in days: ten years.
inline constexpr int longest_reach = 3'660;

// The default lags: the horizon, and 0, 7 and 21 days beyond the first whole week that is not shorter. So
// they are 1, 7, 14, 28 for a horizon of 1, and 7, 14, 28 for one of 7.
std::vector<int> default_lags(int horizon);

// An aggregate by its name: mean, std, min, max, sum. Raises core::failure (22023) if none has the name.
[[nodiscard]] aggregate aggregate_named(std::string_view name);
[[nodiscard]] std::string_view name_of(aggregate each) noexcept;

// Raises core::failure (22023, 22008) for settings that are out of range or given twice. Also for lags that
// would let a row use unknown sales.
void check(const feature_settings& settings);

}  // namespace forecast_warehouse::core
