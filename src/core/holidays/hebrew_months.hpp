#pragma once

#include <vector>

#include "core/holidays/months.hpp"

namespace forecast_warehouse::core {

// The months of a year of the Hebrew calendar, in order from Tishrei.
[[nodiscard]] std::vector<calendar_month> hebrew_months(int year);

}  // namespace forecast_warehouse::core
