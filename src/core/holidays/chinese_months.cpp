#include "core/holidays/chinese_months.hpp"

#include <algorithm>
#include <cstddef>

#include "core/holidays/ephemeris_time.hpp"
#include "core/holidays/moon.hpp"
#include "core/holidays/sun.hpp"

// Source: the standard GB/T 33661-2017, Calculation and promulgation of the Chinese calendar. A month begins
// on the day of the new moon. The eleventh month contains the winter solstice. From one eleventh month to the
// next, there are twelve or thirteen months. Of thirteen, the first one without a major solar term is the
// leap month. A major solar term is a multiple of 30 degrees. ICU is not used: its new years of 2027 and 2030
// are wrong by a day.
namespace forecast_warehouse::core {
namespace {

using std::chrono::minutes;
using std::chrono::sys_days;

constexpr int winter_solstice = 270;
constexpr int degrees_a_term = 30;
constexpr int month_of_solstice = 11;
constexpr std::size_t usual_months = 12;

// The number of the last new moon on a day or before it.
int new_moon_until(sys_days day, minutes from_utc) {
    int n = new_moon_near(noon_of(day)) + 1;
    while (day_of(new_moon(n), from_utc) > day) {
        --n;
    }
    return n;
}

// The days of the twelve major terms that follow a winter solstice, that of the solstice itself first.
std::vector<sys_days> major_terms(int solstice_year, minutes from_utc) {
    std::vector<sys_days> terms;
    for (int degrees = winter_solstice; degrees < winter_solstice + 360; degrees += degrees_a_term) {
        const int year = degrees == winter_solstice ? solstice_year : solstice_year + 1;
        terms.push_back(day_of(when_sun_reaches(degrees % 360, year), from_utc));
    }
    return terms;
}

bool contains_any(const calendar_month& month, const std::vector<sys_days>& days) {
    return std::any_of(days.begin(), days.end(), [&](sys_days day) {
        return month.first <= day && day < month.first + std::chrono::days{month.length};
    });
}

// The index of the leap month, or the number of months when there is none. The first month never is the leap
// month, because it contains the solstice.
std::size_t leap_month(const std::vector<calendar_month>& months, int year, minutes from_utc) {
    if (months.size() <= usual_months) {
        return months.size();
    }
    const std::vector<sys_days> terms = major_terms(year - 1, from_utc);
    const auto found = std::find_if(months.begin() + 1, months.end(),
                                    [&](const calendar_month& month) { return !contains_any(month, terms); });
    return static_cast<std::size_t>(found - months.begin());
}

}  // namespace

std::vector<calendar_month> chinese_months(int year, minutes from_utc) {
    const auto solstice = [&](int of_year) {
        return day_of(when_sun_reaches(winter_solstice, of_year), from_utc);
    };
    const int first = new_moon_until(solstice(year - 1), from_utc);
    const int end = new_moon_until(solstice(year), from_utc);
    std::vector<calendar_month> months;
    for (int n = first; n < end; ++n) {
        const sys_days start = day_of(new_moon(n), from_utc);
        const sys_days next = day_of(new_moon(n + 1), from_utc);
        months.push_back({start, static_cast<int>((next - start).count()), 0});
    }
    const std::size_t leap = leap_month(months, year, from_utc);
    int number = month_of_solstice;
    for (std::size_t index = 0; index < months.size(); ++index) {
        if (index != leap) {
            months[index].number = number;
            number = number % static_cast<int>(usual_months) + 1;
        }
    }
    return months;
}

}  // namespace forecast_warehouse::core
