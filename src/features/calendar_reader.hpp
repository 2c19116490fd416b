#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/date_range.hpp"
#include "core/features/calendar_features.hpp"
#include "features/scope.hpp"

namespace forecast_warehouse::features {

// Reads the table calendar from the first day to the last, and the holiday calendars of stores. Runs within a
// connection to SPI. Warns of days that calendar lacks, and of rows that generate_calendar did not fill.
core::store_calendars read_calendars(const scope& scope, std::chrono::sys_days first,
                                     std::chrono::sys_days last);

// The stores with a holiday calendar of their own, by its name. Runs within a connection to SPI.
[[nodiscard]] std::map<std::string, std::vector<std::int32_t>> stores_by_calendar(
    const scope& scope, const core::date_range& days);

}  // namespace forecast_warehouse::features
