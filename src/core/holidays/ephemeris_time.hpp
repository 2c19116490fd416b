// Astronomical time, and its conversion to days of the calendar.
//
// A moment is a Julian Ephemeris Day: days of Terrestrial Time since noon of -4712-01-01.
#pragma once

#include <chrono>

namespace forecast_warehouse::core {

using ephemeris_day = double;

// 2000-01-01 at noon, the epoch of the theories of sun and moon.
inline constexpr ephemeris_day j2000 = 2451545.0;

// The years for which sun and moon are computed. Beyond them, the rotation of the Earth is not known well
// enough, and the series are not precise enough.
inline constexpr int first_computed_year = 1600;
inline constexpr int last_computed_year = 2400;

// The noon of a day of the calendar, with an error of minutes. For the start of a search.
[[nodiscard]] ephemeris_day noon_of(std::chrono::sys_days day) noexcept;

// The day of the calendar at a moment, in the time zone from_utc.
[[nodiscard]] std::chrono::sys_days day_of(ephemeris_day moment, std::chrono::minutes from_utc) noexcept;

}  // namespace forecast_warehouse::core
