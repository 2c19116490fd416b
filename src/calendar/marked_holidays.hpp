#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/date_range.hpp"
#include "core/holidays/evaluate_calendar.hpp"
#include "core/holidays/holiday_calendar.hpp"

namespace forecast_warehouse::calendar {

// The holidays of the columns is_holiday and holiday_name. The categories observance and school are left out:
// shops and offices are open on such days.
class marked_holidays {
public:
    // Throws core::budget_exceeded, see core::by_parts().
    marked_holidays(const core::holiday_calendar& calendar, const core::date_range& range);

    [[nodiscard]] const std::vector<core::holiday>& holidays() const noexcept { return holidays_; }

    // The value of holiday_name; none for a day that is not a holiday. Calls must be in order of days.
    [[nodiscard]] std::optional<std::string> name_of(std::chrono::sys_days day);

private:
    std::vector<core::holiday> holidays_;  // by date
    std::size_t next_ = 0;                 // the first holiday on the next day or later
};

}  // namespace forecast_warehouse::calendar
