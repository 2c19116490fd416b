#include "core/holidays/sun.hpp"

#include <cmath>
#include <numbers>
#include <span>

namespace forecast_warehouse::core {
namespace {

// amplitude * cos(phase + rate * t), in 1e-8 radians, t in thousands of Julian years since J2000.
struct term {
    double amplitude;
    double phase;
    double rate;
};

// The Earth's heliocentric longitude by the theory VSOP87D of Bretagnon and Francou. Source: the abridged
// form in Meeus, Astronomical Algorithms, 2nd edition, appendix III. Terms below 0.2 seconds of arc are left
// out.
constexpr term powers_of_0[] = {
    {175347046, 0, 0},           {3341656, 4.6692568, 6283.0758500},
    {34894, 4.6261, 12566.1517}, {3497, 2.7441, 5753.3849},
    {3418, 2.8289, 3.5231},      {3136, 3.6277, 77713.7715},
    {2676, 4.4181, 7860.4194},   {2343, 6.1352, 3930.2097},
    {1324, 0.7425, 11506.7698},  {1273, 2.0371, 529.6910},
    {1199, 1.1096, 1577.3435},   {990, 5.233, 5884.927},
    {902, 2.045, 26.298},        {857, 3.508, 398.149},
    {780, 1.179, 5223.694},      {753, 2.533, 5507.553},
    {505, 4.583, 18849.228},     {492, 4.205, 775.523},
    {357, 2.920, 0.067},         {317, 5.849, 11790.629},
    {284, 1.899, 796.298},       {271, 0.315, 10977.079},
    {243, 0.345, 5486.778},      {206, 4.806, 2544.314},
    {205, 1.869, 5573.143},      {202, 2.458, 6069.777},
    {156, 0.833, 213.299},       {132, 3.411, 2942.463},
    {126, 1.083, 20.775},        {115, 0.645, 0.980},
    {103, 0.636, 4694.003},      {102, 0.976, 15720.839},
    {102, 4.267, 7.114},
};
constexpr term powers_of_1[] = {
    {628331966747, 0, 0}, {206059, 2.678235, 6283.075850}, {4303, 2.6351, 12566.1517}, {425, 1.590, 3.523},
    {119, 5.796, 26.298}, {109, 2.966, 1577.344},
};
constexpr term powers_of_2[] = {
    {52919, 0, 0},
    {8720, 1.0721, 6283.0758},
    {309, 0.867, 12566.152},
};
constexpr term powers_of_3[] = {
    {289, 5.844, 6283.076},
};

constexpr double radians_a_degree = std::numbers::pi / 180;
constexpr double arc_second = radians_a_degree / 3600;
constexpr double days_a_year = 365.2422;  // the tropical year
constexpr double days_a_century = 36525;

double sum(std::span<const term> terms, double t) {
    double result = 0;
    for (const term& each : terms) {
        result += each.amplitude * std::cos(each.phase + each.rate * t);
    }
    return result * 1e-8;
}

// The sun's mean longitude and anomaly, and the node of the moon's orbit. Source: Meeus, chapters 22 and 25.
struct mean_elements {
    double sun;
    double moon;
    double anomaly;
    double node;
};

mean_elements elements(double centuries) {
    return {(280.4665 + 36000.7698 * centuries) * radians_a_degree,
            (218.3165 + 481267.8813 * centuries) * radians_a_degree,
            (357.5291 + 35999.0503 * centuries) * radians_a_degree,
            (125.04452 - 1934.136261 * centuries) * radians_a_degree};
}

// Nutation in longitude, good to half a second of arc. Source: Meeus, chapter 22.
double nutation(const mean_elements& mean) {
    return arc_second * (-17.20 * std::sin(mean.node) - 1.32 * std::sin(2 * mean.sun) -
                         0.23 * std::sin(2 * mean.moon) + 0.21 * std::sin(2 * mean.node));
}

// Aberration in longitude. Source: Meeus, formula 25.10, with the distance of
// formula 25.5 to its first term.
double aberration(const mean_elements& mean) {
    return -20.4898 * arc_second / (1.00014 - 0.01671 * std::cos(mean.anomaly));
}

// An angle in degrees as the same angle from -180 to 180.
double nearest_turn(double degrees) {
    return degrees - 360 * std::round(degrees / 360);
}

}  // namespace

double sun_longitude(ephemeris_day moment) noexcept {
    const double centuries = (moment - j2000) / days_a_century;
    const double t = centuries / 10;
    const double earth =
        sum(powers_of_0, t) + t * (sum(powers_of_1, t) + t * (sum(powers_of_2, t) + t * sum(powers_of_3, t)));
    const mean_elements mean = elements(centuries);
    const double equinox =
        -0.09033 * arc_second;  // from VSOP87's to that of the FK5. Source: Meeus, chapter 25
    const double sun = earth + std::numbers::pi + equinox + nutation(mean) + aberration(mean);
    const double degrees = std::fmod(sun / radians_a_degree, 360);
    return degrees < 0 ? degrees + 360 : degrees;
}

// Newton's method. The sun's speed differs from the mean by at most 3 percent. So each step divides the error
// by more than 30.
ephemeris_day when_sun_reaches(int degrees, int year) noexcept {
    constexpr double longitude_at_new_year = 280;
    const double part_of_year = std::fmod(degrees - longitude_at_new_year + 360, 360) / 360;
    ephemeris_day moment = j2000 + (year - 2000 + part_of_year) * days_a_year;
    constexpr int steps = 6;
    for (int step = 0; step < steps; ++step) {
        moment += nearest_turn(degrees - sun_longitude(moment)) / 360 * days_a_year;
    }
    return moment;
}

}  // namespace forecast_warehouse::core
