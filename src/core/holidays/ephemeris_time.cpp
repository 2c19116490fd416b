#include "core/holidays/ephemeris_time.hpp"

#include <array>
#include <cmath>
#include <cstddef>

namespace forecast_warehouse::core {
namespace {

constexpr ephemeris_day unix_epoch = 2440587.5;
constexpr double seconds_a_day = 86400;
constexpr double minutes_a_day = 1440;
constexpr double days_a_year = 365.25;

// The seconds by which UT is behind Terrestrial Time, as observed at the start of 1900, 1910, ... 2020.
// Source: Meeus, Astronomical Algorithms, table 10.A; from 2000 on the IERS.
constexpr std::array observed_delays{-2.8, 10.5, 21.2, 24.0, 24.3, 29.1, 33.2,
                                     40.2, 50.5, 56.9, 63.8, 66.1, 69.4};
constexpr double first_observed = 1900;
constexpr double observed_every = 10;
constexpr double last_observed = first_observed + observed_every * (observed_delays.size() - 1);

// The delay after the last observation: the present slope, and the effect of the tides, which is 32.5 seconds
// per century squared. Source: Stephenson, Morrison and Hohenkerk, Proc. R. Soc. A 472 (2016).
double expected_delay(double year) {
    const double centuries = (year - last_observed) / 100;
    return observed_delays.back() + 20 * centuries + 32.5 * centuries * centuries;
}

// The delay (Delta T) in seconds. Before 1900 it is less than half a minute, which does not matter here.
double delay(double year) {
    if (year <= first_observed) {
        return observed_delays.front();
    }
    if (year >= last_observed) {
        return expected_delay(year);
    }
    const double position = (year - first_observed) / observed_every;
    const auto before = static_cast<std::size_t>(position);
    return std::lerp(observed_delays.at(before), observed_delays.at(before + 1),
                     position - static_cast<double>(before));
}

}  // namespace

ephemeris_day noon_of(std::chrono::sys_days day) noexcept {
    return unix_epoch + 0.5 + static_cast<double>(day.time_since_epoch().count());
}

std::chrono::sys_days day_of(ephemeris_day moment, std::chrono::minutes from_utc) noexcept {
    const double universal = moment - delay(2000 + (moment - j2000) / days_a_year) / seconds_a_day;
    const double local = universal - unix_epoch + static_cast<double>(from_utc.count()) / minutes_a_day;
    return std::chrono::sys_days{std::chrono::days{static_cast<int>(std::floor(local))}};
}

}  // namespace forecast_warehouse::core
