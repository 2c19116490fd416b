#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <vector>

#include "core/holidays/holidays.hpp"

namespace forecast_warehouse::core {

// What the holidays around a day say of it.
struct holiday_columns {
    std::optional<int> days_to_next;     // 0 on a holiday; none when none is within a year
    std::optional<int> days_since_last;  // likewise
    std::optional<std::chrono::sys_days>
        prior_year_date;  // the same holiday a year before; for holidays only
};

// How far before and after a range holidays are looked at: no holiday that comes every year is further away.
inline constexpr std::chrono::days holiday_reach{430};

// One entry a day from first to last, both included, from holidays by date (as holidays_between gives them),
// best those from holiday_reach before the range to holiday_reach after it. Which holidays count is the
// caller's choice, by what it leaves out.
//
// The same holiday a year before has the same name, about a year earlier: the third day of a span has the
// third day of its last span, a day in lieu the last day in lieu, if there was one. Of several holidays on a
// day, a public one speaks for it.
[[nodiscard]] std::vector<holiday_columns> describe_holidays(std::span<const holiday> holidays,
                                                             std::chrono::sys_days first,
                                                             std::chrono::sys_days last);

}  // namespace forecast_warehouse::core
