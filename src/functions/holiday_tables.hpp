#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "core/holidays/business_days.hpp"
#include "core/holidays/holiday_calendar.hpp"
#include "core/holidays/holidays.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::functions {

// A holiday calendar of the tables holiday_rule and holiday_date, as the statement at hand sees them.
struct stored_calendar {
    core::holiday_calendar calendar;
    core::business_days business_days;
};

// Reads a holiday calendar, with all that it includes. Read as the caller, and kept for further calls as long
// as no statement can see other rows; what is returned lives while it is held. A database of version 1.0
// or 1.1 has dates only.
std::shared_ptr<stored_calendar> read_calendar(Oid schema, const std::string& name);

// The holidays that the columns is_holiday and holiday_name speak of: not those on which shops and offices go
// on as ever (observance, school).
std::vector<core::holiday> marked_holidays(const core::holiday_calendar& calendar,
                                           std::chrono::sys_days first, std::chrono::sys_days last);

// Forgets what was kept whenever a (sub)transaction is rolled back.
void follow_holiday_tables();

}  // namespace forecast_warehouse::functions
