#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

#include "core/holidays/holiday_calendar.hpp"
#include "core/holidays/rule_days.hpp"

namespace forecast_warehouse::core {

// The business days of a calendar: days that are neither weekend nor public holiday, and working days in
// lieu.
//
// Counts them over any distance in the time of one look-up. What has been asked for is evaluated once, with
// more around it, hence not const, and not for several threads at once.
//
// Days outside the supported ones (calendar.hpp) are refused with core::failure (22008).
class business_days {
public:
    explicit business_days(holiday_calendar calendar);

    [[nodiscard]] bool is_business_day(std::chrono::sys_days day);

    // The nth business day after a day, which itself does not count; before it when n is negative. With 0,
    // the day itself, or the next business day where it is none. These are WORKDAY's counts in spreadsheets,
    // and those of numpy's busday_offset from a business day on.
    [[nodiscard]] std::chrono::sys_days add_business_days(std::chrono::sys_days day, std::int64_t n);

    // How many business days there are from first on, and before last; the same number with a minus when last
    // is before first. From a business day to the nth after it there are n.
    [[nodiscard]] std::int64_t business_days_between(std::chrono::sys_days first, std::chrono::sys_days last);

private:
    void reach(std::chrono::sys_days day);
    void evaluate(day_range range);
    [[nodiscard]] std::int64_t count_before(std::chrono::sys_days day) const;

    holiday_calendar calendar_;
    day_range known_;
    std::vector<std::int32_t>
        counts_;  // of the business days before each day that is known, and after the last
};

}  // namespace forecast_warehouse::core
