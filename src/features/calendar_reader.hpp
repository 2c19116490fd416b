#pragma once

#include <chrono>

#include "core/features/calendar_features.hpp"
#include "features/scope.hpp"

namespace forecast_warehouse::features {

// Reads the table calendar from the first day to the last, and the holiday calendars of stores. Runs within a
// connection to SPI. Warns of days that calendar lacks, and of rows that generate_calendar did not fill.
core::store_calendars read_calendars(const scope& scope, std::chrono::sys_days first,
                                     std::chrono::sys_days last);

}  // namespace forecast_warehouse::features
