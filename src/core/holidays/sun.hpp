#pragma once

#include "core/holidays/ephemeris_time.hpp"

namespace forecast_warehouse::core {

// The apparent geocentric longitude of the sun in degrees, 0 to 360: 0 at the March equinox, 90 at the June
// solstice. Good to two seconds of arc, which the sun passes in less than a minute.
[[nodiscard]] double sun_longitude(ephemeris_day moment) noexcept;

// When the sun reaches a longitude: near the start of a year for 280, and so many degrees later for others.
[[nodiscard]] ephemeris_day when_sun_reaches(int degrees, int year) noexcept;

}  // namespace forecast_warehouse::core
