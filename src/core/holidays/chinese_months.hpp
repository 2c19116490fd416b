#pragma once

#include <chrono>
#include <vector>

#include "core/holidays/months.hpp"

namespace forecast_warehouse::core {

// The months from the one that contains the winter solstice of the year before. The last one precedes the
// month of the year's own winter solstice. from_utc: the time zone, +8 for China and +9 for Korea.
[[nodiscard]] std::vector<calendar_month> chinese_months(int year, std::chrono::minutes from_utc);

}  // namespace forecast_warehouse::core
