// The time that astronomers count in, and the days of the calendar.
//
// A moment is a Julian Ephemeris Day: days of Terrestrial Time since noon of -4712-01-01.
#pragma once

#include <chrono>

namespace forecast_warehouse::core {

using ephemeris_day = double;

// 2000-01-01 at noon, where the theories of sun and moon count from.
inline constexpr ephemeris_day j2000 = 2451545.0;

// The years for which sun and moon are computed. Further off nobody knows how the Earth will have turned, and
// the series lose their precision.
inline constexpr int first_computed_year = 1600;
inline constexpr int last_computed_year = 2400;

// The noon of a day of the calendar, good to minutes: a moment to start a search from.
[[nodiscard]] ephemeris_day noon_of(std::chrono::sys_days day) noexcept;

// The day of the calendar at a moment, where clocks are so far from UTC.
[[nodiscard]] std::chrono::sys_days day_of(ephemeris_day moment, std::chrono::minutes from_utc) noexcept;

}  // namespace forecast_warehouse::core
