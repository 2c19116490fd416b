// Evaluates a calendar: the holidays and the working days of a range.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "core/date_range.hpp"
#include "core/holidays/holiday_calendar.hpp"
#include "core/holidays/rule_days.hpp"
#include "core/memory_budget.hpp"

namespace forecast_warehouse::core {

struct holiday {
    std::chrono::sys_days date;
    std::string name;
    std::string category;
    bool observed;   // on another day than the base day, instead of it or as well
    bool estimated;  // likely, not yet announced
};

// Both lists are sorted by date.
struct holidays_and_workdays {
    std::vector<holiday> holidays;                // of one date, by name
    std::vector<std::chrono::sys_days> workdays;  // working days in lieu, on weekends or holidays
};

// The holidays and the working days in lieu from a first to a last day, both included. Both must be supported
// (calendar.hpp). A wider range gives the same holidays for the same days. Throws budget_exceeded (54000)
// when the work takes more memory than most_bytes.
[[nodiscard]] holidays_and_workdays evaluate_calendar(const holiday_calendar& calendar,
                                                      std::chrono::sys_days first, std::chrono::sys_days last,
                                                      std::size_t most_bytes = unlimited_memory);

// Divides a long range into parts, so that memory does not grow with the range, and calls work with each.
//
// When work throws budget_exceeded, the part is tried again in shorter parts. So work must have no effect
// before it throws. A part of one year is not divided: its budget_exceeded goes to the caller.
void by_parts(date_range range, const std::function<void(date_range part)>& work);

// Evaluates a range by parts, and calls take with the result of each.
using part_taker = std::function<void(date_range part, const holidays_and_workdays& found)>;
void visit_calendar(const holiday_calendar& calendar, date_range range, std::size_t most_bytes,
                    const part_taker& take);

// The holidays of evaluate_calendar().
[[nodiscard]] std::vector<holiday> holidays_between(const holiday_calendar& calendar,
                                                    std::chrono::sys_days first, std::chrono::sys_days last);

}  // namespace forecast_warehouse::core
