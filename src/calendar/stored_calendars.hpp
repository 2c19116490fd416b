#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "core/holidays/business_days.hpp"
#include "core/holidays/holiday_calendar.hpp"
#include "core/holidays/holidays.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::calendar {

// A holiday calendar of the tables holiday_rule and holiday_date, as the statement at hand sees them.
struct stored_calendar {
    core::business_days business_days;

    [[nodiscard]] const core::holiday_calendar& calendar() const noexcept { return business_days.calendar(); }
};

// What reading a holiday calendar may take, and evaluating a part of it.
std::size_t holiday_memory();

// Reads a holiday calendar, with all that it includes. One that takes too much memory is refused (54000).
// Read as the caller, and kept for further calls as long as no statement can see other rows; what is returned
// lives while it is held. A database of version 1.0 or 1.1 has dates only.
std::shared_ptr<stored_calendar> read_calendar(Oid schema, const std::string& name);

// As many characters as calendar.holiday_name takes.
inline constexpr std::size_t longest_holiday_name = 100;

// The holidays that the columns is_holiday and holiday_name speak of: not those on which shops and offices go
// on as ever (observance, school). Throws core::budget_exceeded, see core::by_parts().
std::vector<core::holiday> marked_holidays(const core::holiday_calendar& calendar,
                                           std::chrono::sys_days first, std::chrono::sys_days last);

// Forgets what was kept whenever a (sub)transaction is rolled back.
void follow_stored_calendars();

}  // namespace forecast_warehouse::calendar
