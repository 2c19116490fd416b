#pragma once

#include "core/holidays/ephemeris_time.hpp"

namespace forecast_warehouse::core {

// The moment of the nth new moon after the first new moon of 2000, with an error of 20 seconds.
[[nodiscard]] ephemeris_day new_moon(int n) noexcept;

// The number of the new moon nearest to a moment. When two are about equally near, either one.
[[nodiscard]] int new_moon_near(ephemeris_day moment) noexcept;

}  // namespace forecast_warehouse::core
