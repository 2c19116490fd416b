#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <vector>

#include "core/holidays/evaluate_calendar.hpp"

namespace forecast_warehouse::core {

// The columns of calendar that depend on the holidays around a day.
struct holiday_columns {
    std::optional<int> days_to_next;     // 0 on a holiday; none when no holiday is within a year
    std::optional<int> days_since_last;  // as days_to_next

    // The same holiday a year before; for holidays only.
    std::optional<std::chrono::sys_days> prior_year_date;
};

// The days before and after a range whose holidays matter: every yearly holiday occurs at least once in them.
inline constexpr std::chrono::days holiday_reach{430};

// Returns one entry for each day from first to last, both included.
//
// holidays: in order of dates, from holiday_reach before the range to holiday_reach after it. Fewer holidays
// give fewer values. All holidays in the list count.
//
// The same holiday a year before has the same name and is about a year earlier. The third day of a span has
// the third day of the span before. A day in lieu has the day in lieu before, if there was one. Of several
// holidays on a day, a public one decides.
[[nodiscard]] std::vector<holiday_columns> describe_holidays(std::span<const holiday> holidays,
                                                             std::chrono::sys_days first,
                                                             std::chrono::sys_days last);

}  // namespace forecast_warehouse::core
