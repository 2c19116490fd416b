// The days of a calendar and of those that it includes, before any holiday moves.
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

// The date and the name of a holiday. The name's text belongs to the calendar, which must live longer.
using holiday_key = std::pair<std::chrono::sys_days, std::string_view>;

// The columns of a holiday besides its date and name.
struct holiday_attributes {
    std::string_view category;
    const shift_table* shifts;  // NULL: it does not move
    bool estimated;
};

struct unshifted_days {
    std::map<holiday_key, holiday_attributes> holidays;
    std::set<std::chrono::sys_days> workdays;
    std::set<holiday_key> suppressed;  // the name * means all holidays of the day

    // Whether a row of holiday_date excludes a holiday from a day.
    [[nodiscard]] bool is_excluded(std::chrono::sys_days day, std::string_view name,
                                   std::string_view category) const;
};

// The days of a calendar in a range. Throws budget_exceeded when they take more memory than the budget has.
[[nodiscard]] unshifted_days find_unshifted_days(const holiday_calendar& calendar, date_range range,
                                                 memory_budget& budget);

}  // namespace forecast_warehouse::core
