// The holidays of a calendar.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "core/holidays/holiday_calendar.hpp"

namespace forecast_warehouse::core {

struct holiday {
    std::chrono::sys_days date;
    std::string name;
    std::string category;
    bool observed;   // another day than the rule's own, given in its place or beside it
    bool estimated;  // announced as likely, not yet as certain
};

// What a calendar says of the days in a range, by date.
struct holidays_and_workdays {
    std::vector<holiday> holidays;                // of one date, by name
    std::vector<std::chrono::sys_days> workdays;  // days that are worked although they look like days off
};

// The holidays and the working days in lieu from one day to another, both included, which have to be
// supported (calendar.hpp). A range gives what a wider one gives for the same days.
[[nodiscard]] holidays_and_workdays evaluate_calendar(const holiday_calendar& calendar,
                                                      std::chrono::sys_days first,
                                                      std::chrono::sys_days last);

// The holidays alone.
[[nodiscard]] std::vector<holiday> holidays_between(const holiday_calendar& calendar,
                                                    std::chrono::sys_days first, std::chrono::sys_days last);

}  // namespace forecast_warehouse::core
