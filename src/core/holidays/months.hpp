// The months of lunar calendars: the Gregorian date on which each begins.
#pragma once

#include <chrono>
#include <vector>

#include "core/holidays/rule.hpp"

namespace forecast_warehouse::core {

struct calendar_month {
    std::chrono::sys_days first;
    int length;
    int number;  // from 1, as in month_day; 0 for a leap month of the Chinese and the Korean calendar
};

// Years of a calendar, both ends included.
struct year_range {
    int first;
    int last;
};

// All months of a calendar that begin in a range of Gregorian years, and some more, in order. Each year of a
// calendar is computed once per thread.
[[nodiscard]] std::vector<calendar_month> months_between(month_system system, year_range years);

}  // namespace forecast_warehouse::core
