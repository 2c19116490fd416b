#pragma once

#include <cstdint>
#include <limits>

namespace forecast_warehouse::core {

// A day as the server counts it. The largest number means "no end".
using day_number = std::int32_t;
inline constexpr day_number no_end = std::numeric_limits<day_number>::max();

// A span of days, both ends included.
struct window {
    day_number from;
    day_number to;  // no_end: without an end
};

}  // namespace forecast_warehouse::core
