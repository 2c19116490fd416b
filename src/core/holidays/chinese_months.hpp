#pragma once

#include <chrono>
#include <vector>

#include "core/holidays/months.hpp"

namespace forecast_warehouse::core {

// The months from the one that holds the winter solstice of the year before to the one before that of the
// year, where clocks are so far from UTC: the calendars of China (+8) and Korea (+9).
[[nodiscard]] std::vector<calendar_month> chinese_months(int year, std::chrono::minutes from_utc);

}  // namespace forecast_warehouse::core
