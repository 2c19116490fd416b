#pragma once

#include <vector>

#include "core/holidays/months.hpp"

namespace forecast_warehouse::core {

// The months of one year of an Islamic calendar. year: a year of that calendar. Throws core::failure (58000)
// when ICU cannot compute them.
[[nodiscard]] std::vector<calendar_month> islamic_months(month_system system, int year);

}  // namespace forecast_warehouse::core
