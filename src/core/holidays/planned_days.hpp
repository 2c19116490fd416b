// The base days of a calendar: rules, announced dates and what is included, before anything moves.
#pragma once

#include <chrono>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "core/holidays/holiday_calendar.hpp"
#include "core/holidays/rule_days.hpp"
#include "core/memory_budget.hpp"

namespace forecast_warehouse::core {

// A day and the name of its holiday. Names are those of the calendar's rows, which live longer.
using named_day = std::pair<std::chrono::sys_days, std::string_view>;

// What is known of a base day beside its date and name.
struct planned_day {
    std::string_view category;
    const shift_table* shifts;  // NULL: it stays where it is
    bool estimated;
};

struct planned_days {
    std::map<named_day, planned_day> holidays;
    std::set<std::chrono::sys_days> workdays;
    std::set<named_day> suppressed;  // by name, or by the name * for all of the day

    // Whether a row says that no such holiday is on a day.
    [[nodiscard]] bool is_refused(std::chrono::sys_days day, std::string_view name,
                                  std::string_view category) const;
};

// The base days of a calendar in a range, in the memory that the budget has.
[[nodiscard]] planned_days plan_days(const holiday_calendar& calendar, date_range range,
                                     memory_budget& budget);

}  // namespace forecast_warehouse::core
