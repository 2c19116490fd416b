#pragma once

#include "core/holidays/ephemeris_time.hpp"

namespace forecast_warehouse::core {

// When the moon is new for the nth time since the first new moon of 2000. Good to 20 seconds.
[[nodiscard]] ephemeris_day new_moon(int n) noexcept;

// The number of the new moon nearest to a moment, or of its neighbour where both are about as near.
[[nodiscard]] int new_moon_near(ephemeris_day moment) noexcept;

}  // namespace forecast_warehouse::core
