// The holidays of a calendar.
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
    bool observed;   // another day than the rule's own, given in its place or beside it
    bool estimated;  // announced as likely, not yet as certain
};

// What a calendar says of the days in a range, by date.
struct holidays_and_workdays {
    std::vector<holiday> holidays;                // of one date, by name
    std::vector<std::chrono::sys_days> workdays;  // days that are worked although they look like days off
};

// The holidays and the working days in lieu from one day to another, both included, which have to be
// supported (calendar.hpp). A range gives what a wider one gives for the same days. Throws budget_exceeded
// (54000) when the days take more memory than that.
[[nodiscard]] holidays_and_workdays evaluate_calendar(const holiday_calendar& calendar,
                                                      std::chrono::sys_days first, std::chrono::sys_days last,
                                                      std::size_t most_bytes = unlimited_memory);

// Parts of a long range, one after the other, so that memory does not grow with the range.
//
// Calls work with each part. A part whose work throws budget_exceeded is tried again in shorter parts, so the
// work must change nothing before it has its memory. Years are not parted: one that does not fit is refused.
void by_parts(date_range range, const std::function<void(date_range part)>& work);

// Evaluates a range by parts: take gets each part with its holidays and working days.
using part_taker = std::function<void(date_range part, const holidays_and_workdays& found)>;
void visit_calendar(const holiday_calendar& calendar, date_range range, std::size_t most_bytes,
                    const part_taker& take);

// The holidays alone.
[[nodiscard]] std::vector<holiday> holidays_between(const holiday_calendar& calendar,
                                                    std::chrono::sys_days first, std::chrono::sys_days last);

}  // namespace forecast_warehouse::core
