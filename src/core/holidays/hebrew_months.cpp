#include "core/holidays/hebrew_months.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

// Source: Reingold and Dershowitz, Calendrical Calculations, 4th edition, chapter 8. ICU is not
// used: before version 78 it starts the year 5807 (in 2046) a day late (ICU-23069).
namespace forecast_warehouse::core {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

// The day before the first of Tishrei of the year 1, 7 October -3760 (Julian).
constexpr sys_days epoch{days{-2092590}};

constexpr int tishrei = 1;
constexpr int heshvan = 2;
constexpr int kislev = 3;
constexpr int adar_i = 6;

// Whether a year has thirteen months: seven of nineteen years.
bool is_leap(int year) {
    return (7 * year + 1) % 19 < 7;
}

// The days from the epoch to the mean new moon that starts a year. One more when the year would start on a
// Sunday, a Wednesday or a Friday. An hour has 1080 parts; the first of these moons is 12084 parts after the
// epoch.
int days_to_new_moon(int year) {
    const std::int64_t months = (235LL * year - 234) / 19;
    const std::int64_t parts = 12084 + 13753 * months;
    const auto day = static_cast<int>(29 * months + parts / 25920);
    return 3 * (day + 1) % 7 < 3 ? day + 1 : day;
}

// The further days by which a year starts later, where a year would otherwise have a forbidden length.
int delay(int year) {
    const int before = days_to_new_moon(year - 1);
    const int here = days_to_new_moon(year);
    const int after = days_to_new_moon(year + 1);
    if (after - here == 356) {
        return 2;
    }
    return here - before == 382 ? 1 : 0;
}

sys_days new_year(int year) {
    return epoch + days{days_to_new_moon(year) + delay(year)};
}

// A year of 355 or 385 days has one more day in Heshvan. A year of 353 or 383 has one less in Kislev.
int month_length(int month, int year_length) {
    constexpr std::array lengths{30, 29, 30, 29, 30, 30, 29, 30, 29, 30, 29, 30, 29};
    const int usual = lengths.at(static_cast<std::size_t>(month - tishrei));
    if (month == heshvan && year_length % 10 == 5) {
        return usual + 1;
    }
    return month == kislev && year_length % 10 == 3 ? usual - 1 : usual;
}

}  // namespace

std::vector<calendar_month> hebrew_months(int year) {
    constexpr int last_month = 13;
    sys_days first = new_year(year);
    const auto year_length = static_cast<int>((new_year(year + 1) - first).count());
    std::vector<calendar_month> months;
    for (int month = tishrei; month <= last_month; ++month) {
        if (month != adar_i || is_leap(year)) {
            const int length = month_length(month, year_length);
            months.push_back({first, length, month});
            first += days{length};
        }
    }
    return months;
}

}  // namespace forecast_warehouse::core
