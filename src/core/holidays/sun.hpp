#pragma once

#include "core/holidays/ephemeris_time.hpp"

namespace forecast_warehouse::core {

// The apparent geocentric longitude of the sun in degrees, 0 to 360: 0 at the March equinox, 90 at the June
// solstice. The error is two
// seconds of arc, which is less than a minute of time.
[[nodiscard]] double sun_longitude(ephemeris_day moment) noexcept;

// The moment at which the sun reaches a longitude. 280 is reached near the start of the year; other
// longitudes follow in the order 281 to 359, 0 to 279.
[[nodiscard]] ephemeris_day when_sun_reaches(int degrees, int year) noexcept;

}  // namespace forecast_warehouse::core
