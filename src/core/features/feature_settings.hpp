#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/features/feature_choice.hpp"
#include "core/features/periods.hpp"

namespace forecast_warehouse::core {

// A column of a rolling window.
enum class aggregate : std::uint8_t { mean, stddev, min, max, sum };

// The quantity of a day that does not show the demand, see day_state. skip: NULL, and the day has no row.
enum class unobserved : std::uint8_t { null, zero, skip };

// A column of a signal. A signal that is not known ahead is lagged by the horizon.
struct feature_signal {
    std::string name;
    bool known_ahead;
};

// The days, lags and windows of a feature table. Lags, windows and the horizon count periods: days or weeks.
struct feature_settings {
    std::chrono::sys_days cutoff;
    std::optional<std::chrono::sys_days> start;  // none: each series from its first sale on
    int horizon = 1;
    std::vector<int> lags;
    std::vector<int> windows;
    std::vector<aggregate> aggregates;
    bool exogenous = true;
    bool decimal_quantities = false;  // whether the tables have them; before 1.4 they are integers
    bool day_states = false;          // whether the tables have the states of days; before 1.7 they do not
    unobserved missing = unobserved::zero;
    period_grid periods;
    std::vector<feature_signal> signals;
    std::vector<feature_choice> choices;  // in the order of their columns

    // Whether some quantities may be missing.
    [[nodiscard]] bool has_missing() const noexcept { return missing != unobserved::zero; }
    // Whether the states of days are needed: for their column, or for the quantities.
    [[nodiscard]] bool needs_states() const noexcept { return day_states && (exogenous || has_missing()); }
    // The quantities of a window that must be known for a result, as min_periods in pandas.
    [[nodiscard]] int fewest_known(int width) const noexcept { return has_missing() ? 1 : width; }
    [[nodiscard]] bool has(feature_choice choice) const noexcept {
        return std::find(choices.begin(), choices.end(), choice) != choices.end();
    }
    [[nodiscard]] bool reads_prices() const noexcept { return exogenous || has(feature_choice::price); }
    [[nodiscard]] bool reads_stocks() const noexcept { return exogenous || has(feature_choice::stockout); }
    // Whether the categories of products are needed.
    [[nodiscard]] bool reads_categories() const noexcept {
        return has(feature_choice::price) || has(feature_choice::hierarchy);
    }
    // The last day of the table.
    [[nodiscard]] std::chrono::sys_days last_day() const {
        return cutoff + std::chrono::days{horizon * periods.days};
    }
};

// The longest horizon, lag and window, in periods: ten years of days.
inline constexpr int longest_reach = 3'660;

// The default lags: the horizon, and 0, 7 and 21 days beyond the first whole week that is not shorter. So
// they are 1, 7, 14, 28 for a horizon of 1, and 7, 14, 28 for one of 7. In weeks: the horizon, and 1 and 3
// weeks beyond, and the first whole year of 52 weeks that is not shorter.
std::vector<int> default_lags(int horizon, const period_grid& periods = {});

// The default windows: 7 and 28 days, or 4 and 13 weeks.
std::vector<int> default_windows(const period_grid& periods);

// How to treat days that do not show the demand, by its name: null, zero, skip. Raises core::failure (22023)
// if none has the name.
[[nodiscard]] unobserved unobserved_named(std::string_view name);
[[nodiscard]] std::string_view name_of(unobserved each) noexcept;

// An aggregate by its name: mean, std, min, max, sum. Raises core::failure (22023) if none has the name.
[[nodiscard]] aggregate aggregate_named(std::string_view name);
[[nodiscard]] std::string_view name_of(aggregate each) noexcept;

// Raises core::failure (22023, 22008) for settings that are out of range or given twice. Also for lags that
// would let a row use unknown sales.
void check(const feature_settings& settings);

}  // namespace forecast_warehouse::core
