#include "core/holidays/moon.hpp"

#include <cmath>
#include <numbers>

// Source: Meeus, Astronomical Algorithms, 2nd edition, chapter 49, phases of the moon.
namespace forecast_warehouse::core {
namespace {

constexpr ephemeris_day first_mean_moon = 2451550.09766;
constexpr double mean_month = 29.530588861;
constexpr double moons_a_century = 1236.85;

// amplitude * sin(sun * M + moon * M' + latitude * F), in days. It is multiplied by the eccentricity factor
// of the Earth's orbit, to the power of |sun|.
struct periodic_term {
    double amplitude;
    int sun;
    int moon;
    int latitude;
};

constexpr periodic_term periodic_terms[] = {
    {-0.40720, 0, 1, 0}, {0.17241, 1, 0, 0},    {0.01608, 0, 2, 0},  {0.01039, 0, 0, 2},
    {0.00739, -1, 1, 0}, {-0.00514, 1, 1, 0},   {0.00208, 2, 0, 0},  {-0.00111, 0, 1, -2},
    {-0.00057, 0, 1, 2}, {0.00056, 1, 2, 0},    {-0.00042, 0, 3, 0}, {0.00042, 1, 0, 2},
    {0.00038, 1, 0, -2}, {-0.00024, -1, 2, 0},  {-0.00007, 2, 1, 0}, {0.00004, 0, 2, -2},
    {0.00004, 3, 0, 0},  {0.00003, 1, 1, -2},   {0.00003, 0, 2, 2},  {-0.00003, 1, 1, 2},
    {0.00003, -1, 1, 2}, {-0.00002, -1, 1, -2}, {-0.00002, 1, 3, 0}, {0.00002, 0, 4, 0},
};

// amplitude * sin(phase + rate * n + square * T^2), in days and degrees: the perturbations by planets.
struct planetary_term {
    double amplitude;
    double phase;
    double rate;
    double square;
};

constexpr planetary_term planetary_terms[] = {
    {0.000325, 299.77, 0.107408, -0.009173}, {0.000165, 251.88, 0.016321, 0},
    {0.000164, 251.83, 26.651886, 0},        {0.000126, 349.42, 36.412478, 0},
    {0.000110, 84.66, 18.206239, 0},         {0.000062, 141.74, 53.303771, 0},
    {0.000060, 207.14, 2.453732, 0},         {0.000056, 154.84, 7.306860, 0},
    {0.000047, 34.52, 27.261239, 0},         {0.000042, 207.19, 0.121824, 0},
    {0.000040, 291.34, 1.844379, 0},         {0.000037, 161.72, 24.198154, 0},
    {0.000035, 239.56, 25.513099, 0},        {0.000023, 331.55, 3.592518, 0},
};

double sine(double degrees) {
    return std::sin(degrees * std::numbers::pi / 180);
}

double planets(int n, double centuries) {
    double result = 0;
    for (const planetary_term& each : planetary_terms) {
        result += each.amplitude * sine(each.phase + each.rate * n + each.square * centuries * centuries);
    }
    return result;
}

// The correction for the uneven motion of sun and moon. M and M' are their mean anomalies, F is the moon's
// argument of latitude.
double periodic(int n, double T) {
    const double M = 2.5534 + 29.10535670 * n - 0.0000014 * T * T;
    const double M_ = 201.5643 + 385.81693528 * n + 0.0107582 * T * T + 0.00001238 * T * T * T;
    const double F = 160.7108 + 390.67050284 * n - 0.0016118 * T * T - 0.00000227 * T * T * T;
    const double node = 124.7746 - 1.56375588 * n + 0.0020672 * T * T + 0.00000215 * T * T * T;
    const double eccentricity = 1 - 0.002516 * T - 0.0000074 * T * T;
    double result = -0.00017 * sine(node);
    for (const periodic_term& each : periodic_terms) {
        result += each.amplitude * std::pow(eccentricity, std::abs(each.sun)) *
                  sine(each.sun * M + each.moon * M_ + each.latitude * F);
    }
    return result;
}

}  // namespace

ephemeris_day new_moon(int n) noexcept {
    const double T = n / moons_a_century;
    const double mean = first_mean_moon + mean_month * n + 0.00015437 * T * T - 0.000000150 * T * T * T;
    return mean + periodic(n, T) + planets(n, T);
}

int new_moon_near(ephemeris_day moment) noexcept {
    return static_cast<int>(std::lround((moment - first_mean_moon) / mean_month));
}

}  // namespace forecast_warehouse::core
