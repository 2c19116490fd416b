// Holiday calendars of the tables, cached.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "core/calendar/business_day_counter.hpp"
#include "core/holidays/holiday_calendar.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::calendar {

// A holiday calendar of the tables holiday_rule and holiday_date, as the calling statement sees them.
struct stored_calendar {
    core::business_day_counter business_days;

    [[nodiscard]] const core::holiday_calendar& calendar() const noexcept { return business_days.calendar(); }
};

// The most memory for the rows of a holiday calendar, and for the evaluation of a part of it.
std::size_t holiday_memory();

// Returns a holiday calendar with all that it includes, read as the current role. It is cached for later
// calls as long as no statement can see other rows. The result stays valid while the caller holds it.
//
// Throws core::failure: 54000 for a calendar that takes too much memory; and as core::holiday_calendar does.
std::shared_ptr<stored_calendar> read_calendar(Oid schema, const std::string& name);

// Registers callbacks that clear the cache when a transaction or a subtransaction is rolled back.
void follow_stored_calendars();

}  // namespace forecast_warehouse::calendar
