// Holidays that move to another day, or give another one, when they fall on certain weekdays.
#pragma once

#include <map>
#include <set>

#include "core/holidays/planned_days.hpp"

namespace forecast_warehouse::core {

struct shifted_days {
    std::map<named_day, planned_day> observed;  // the days that holidays moved to
    std::set<named_day> left;                   // the base days that are no holidays any more
};

// Moves the holidays of a plan, in order of their base days and names. Each sees all base days, and the days
// that those before it moved to.
[[nodiscard]] shifted_days shift_days(const holiday_calendar& calendar, const planned_days& plan,
                                      memory_budget& budget);

}  // namespace forecast_warehouse::core
