// The weekend of a calendar, which may change from one day on.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "core/holidays/holiday_rows.hpp"
#include "core/holidays/rule.hpp"

namespace forecast_warehouse::core {

// Days of the week that are off, from a first to a last day.
struct weekly_days_off {
    weekday_set weekdays;
    std::chrono::sys_days first;
    std::chrono::sys_days last;
};

// The days off of a rule, within the limits of the rule and the years of its row.
[[nodiscard]] weekly_days_off days_off_of(const weekly_rule& rule, const year_limits& years);

class weekend_schedule {
public:
    // Saturday and Sunday, on all days.
    weekend_schedule();

    // The days off of weekly rules. Throws core::failure (22023), which names the calendar, when no rule is
    // in force on some day: such a day would have no weekend, and nobody would notice.
    weekend_schedule(const std::string& calendar, const std::vector<weekly_days_off>& rules);

    [[nodiscard]] bool is_weekend(std::chrono::sys_days day) const noexcept;

private:
    // Days of the week that are off from a day on.
    struct weekend {
        std::chrono::sys_days first;
        weekday_set days_off;
    };

    std::vector<weekend> weekends_;  // by first day
};

}  // namespace forecast_warehouse::core
