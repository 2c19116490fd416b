#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "load/load.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::functions {

// As many characters as calendar.holiday_name takes.
inline constexpr std::size_t longest_holiday_name = 100;

// A span of days, both ends in it.
struct date_range {
    std::chrono::sys_days first;
    std::chrono::sys_days last;
};

// The arguments start_date and end_date. Refuses NULL (22004), infinity and days that the calendar does not
// hold (22008), and an end before the start (22023).
date_range range_arguments(FunctionCallInfo call, int start, int end);

// An argument that is a day: NULL, infinity and what the calendar does not hold are refused likewise.
std::chrono::sys_days date_argument(FunctionCallInfo call, int place, const char* name);

// Fills the calendar of a schema, with the holidays of a holiday calendar or leaving those that stand.
load::load_outcome fill_calendar(Oid schema, const date_range& range,
                                 const std::optional<std::string>& holidays);

}  // namespace forecast_warehouse::functions
