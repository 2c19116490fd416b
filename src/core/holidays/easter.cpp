#include "core/holidays/easter.hpp"

namespace forecast_warehouse::core {
namespace {

// The days by which the Gregorian calendar is ahead of the Julian one from March of a year. Source: the bull
// Inter gravissimas (1582), which removes the leap days of centuries that are not multiples of 400.
int days_ahead_of_julian(int year) {
    return year / 100 - year / 400 - 2;
}

// Both methods return the month and the day as one number: 31 times the month, plus the day minus one.
std::chrono::sys_days day_from(int year, int month_and_day) {
    return std::chrono::year{year} / std::chrono::month{static_cast<unsigned>(month_and_day / 31)} /
           std::chrono::day{static_cast<unsigned>(month_and_day % 31 + 1)};
}

}  // namespace

// Source: Meeus, Astronomical Algorithms, 2nd edition, chapter 8, with its letters; there from Butcher's
// Ecclesiastical Calendar (1876).
std::chrono::sys_days easter(std::chrono::year year) noexcept {
    const int x = static_cast<int>(year);
    const int a = x % 19;
    const int b = x / 100;
    const int c = x % 100;
    const int d = b / 4;
    const int e = b % 4;
    const int f = (b + 8) / 25;
    const int g = (b - f + 1) / 3;
    const int h = (19 * a + b - d - g + 15) % 30;
    const int i = c / 4;
    const int k = c % 4;
    const int l = (32 + 2 * e + 2 * i - h - k) % 7;
    const int m = (a + 11 * h + 22 * l) / 451;
    return day_from(x, h + l - 7 * m + 114);
}

// Source: Meeus, chapter 8, the Julian Easter.
std::chrono::sys_days orthodox_easter(std::chrono::year year) noexcept {
    const int x = static_cast<int>(year);
    const int a = x % 4;
    const int b = x % 7;
    const int c = x % 19;
    const int d = (19 * c + 15) % 30;
    const int e = (2 * a + 4 * b - d + 34) % 7;
    return day_from(x, d + e + 114) + std::chrono::days{days_ahead_of_julian(x)};
}

}  // namespace forecast_warehouse::core
