// Moves holidays that fall on certain weekdays to another day, or adds another day.
#pragma once

#include <map>
#include <set>

#include "core/holidays/unshifted_days.hpp"

namespace forecast_warehouse::core {

struct shifted_days {
    std::map<holiday_key, holiday_attributes> observed;  // on the days to which holidays moved
    std::set<holiday_key> moved_away;                    // on base days that are no longer holidays
};

// Moves holidays in order of their base days and names. A day is taken when it is a base day, or when an
// earlier holiday moved to it. Throws budget_exceeded.
[[nodiscard]] shifted_days shift_days(const holiday_calendar& calendar, const unshifted_days& unshifted,
                                      memory_budget& budget);

}  // namespace forecast_warehouse::core
