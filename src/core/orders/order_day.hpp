#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace forecast_warehouse::core {

// The day of a text as source systems of orders write it: 1/31/13, 1/31/2013 or 2013-01-31. A time of day may
// follow, with or without seconds; it does not count. Years of two digits are 1970 to 2069. Nothing for
// another form, and for a day that is none.
std::optional<std::chrono::sys_days> read_order_day(std::string_view text);

}  // namespace forecast_warehouse::core
