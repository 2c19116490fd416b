#pragma once

#include <cstdint>
#include <limits>

namespace forecast_warehouse::core {

// A day as the server counts it. The largest number means "no end".
using day_number = std::int32_t;
inline constexpr day_number no_end = std::numeric_limits<day_number>::max();

// 9999-12-31. Other systems write it for "no end".
inline constexpr day_number last_written_day = 2'921'939;

// Whether the last day of a window means that it has no end.
constexpr bool is_open_end(day_number day) noexcept {
    return day == no_end || day == last_written_day;
}

// A span of days, both ends included.
struct window {
    day_number from;
    day_number to;  // no_end: without an end
};

}  // namespace forecast_warehouse::core
