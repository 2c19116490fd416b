#pragma once

#include <chrono>

#include "core/features/calendar_features.hpp"
#include "features/scope.hpp"

namespace forecast_warehouse::features {

// Gives the calendars the names of holidays, from a year before the first day to the last day. Runs within a
// connection to SPI.
void read_holidays(const scope& scope, std::chrono::sys_days first, std::chrono::sys_days last,
                   core::store_calendars& calendars);

}  // namespace forecast_warehouse::features
