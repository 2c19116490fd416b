#include "core/holidays/rule_days.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/holidays/easter.hpp"
#include "core/holidays/months.hpp"
#include "core/holidays/moon.hpp"
#include "core/holidays/sun.hpp"
#include "holiday_support.hpp"

namespace forecast_warehouse::core {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year;

// The days of a table without its years.
std::vector<std::string> with_years(int first_year, const std::vector<std::string>& month_days) {
    std::vector<std::string> dates;
    dates.reserve(month_days.size());
    for (const std::string& each : month_days) {
        dates.push_back(std::to_string(first_year++) + "-" + each);
    }
    return dates;
}

TEST(holiday_days, fixed_days) {
    EXPECT_EQ(dates_of("07-04", 2023, 2025), (dates{"2023-07-04", "2024-07-04", "2025-07-04"}));
    EXPECT_EQ(dates_of("12-31+1", 2024, 2025), (dates{"2024-01-01", "2025-01-01"}));
    EXPECT_EQ(dates_of("01-01-1", 2024, 2025), (dates{"2024-12-31", "2025-12-31"}));
}

TEST(holiday_days, the_leap_day_comes_in_leap_years_only) {
    EXPECT_EQ(dates_of("02-29", 1896, 1912), (dates{"1896-02-29", "1904-02-29", "1908-02-29", "1912-02-29"}));
    EXPECT_EQ(dates_of("02-29", 1999, 2001), (dates{"2000-02-29"}));
    EXPECT_EQ(dates_of("03-01-1", 2023, 2024), (dates{"2023-02-28", "2024-02-29"}));
}

TEST(holiday_days, nth_weekdays) {
    EXPECT_EQ(dates_of("11#4thu", 2022, 2025),
              (dates{"2022-11-24", "2023-11-23", "2024-11-28", "2025-11-27"}));
    EXPECT_EQ(dates_of("05#-1mon", 2022, 2025),
              (dates{"2022-05-30", "2023-05-29", "2024-05-27", "2025-05-26"}));
    EXPECT_EQ(dates_of("01#3mon", 2025, 2025), (dates{"2025-01-20"}));
    EXPECT_EQ(dates_of("11#4thu+1", 2024, 2024), (dates{"2024-11-29"}));
    EXPECT_EQ(dates_of("11#1mon+1", 2022, 2025),
              (dates{"2022-11-08", "2023-11-07", "2024-11-05", "2025-11-04"}));  // US election days
}

TEST(holiday_days, a_fifth_weekday_that_is_not_there_gives_no_day) {
    EXPECT_EQ(dates_of("02#5thu", 2023, 2025), (dates{"2024-02-29"}));
    EXPECT_EQ(dates_of("03#5mon", 2023, 2026), (dates{"2025-03-31", "2026-03-30"}));
    EXPECT_EQ(dates_of("03#-5mon", 2023, 2026), (dates{"2025-03-03", "2026-03-02"}));
}

TEST(holiday_days, weekdays_near_a_day) {
    EXPECT_EQ(dates_of("mon<05-25", 2020, 2022), (dates{"2020-05-18", "2021-05-24", "2022-05-23"}));
    EXPECT_EQ(dates_of("mon<=05-25", 2020, 2020), (dates{"2020-05-25"}));
    EXPECT_EQ(dates_of("mon>05-25", 2020, 2020), (dates{"2020-06-01"}));
    EXPECT_EQ(dates_of("mon>=05-25", 2020, 2020), (dates{"2020-05-25"}));
    EXPECT_EQ(dates_of("sat>=06-20", 2022, 2024),
              (dates{"2022-06-25", "2023-06-24", "2024-06-22"}));  // Sweden
    EXPECT_EQ(dates_of("wed<11-23", 2022, 2024),
              (dates{"2022-11-16", "2023-11-22", "2024-11-20"}));  // Saxony
    EXPECT_EQ(dates_of("mon~04-27", 2022, 2025),
              (dates{"2022-04-25", "2023-04-24", "2024-04-29", "2025-04-28"}));
    EXPECT_EQ(dates_of("fri<easter", 2024, 2024), (dates{"2024-03-29"}));
}

TEST(holiday_days, a_weekday_may_lie_in_another_year_than_its_anchor) {
    EXPECT_EQ(dates_of("sun<01-01", 2023, 2023), (dates{"2023-12-31"}));
    EXPECT_EQ(dates_of("mon>12-31", 2024, 2024), (dates{"2024-01-01"}));
    EXPECT_EQ(dates_of("mon~01-01", 2018, 2022),
              (dates{"2018-01-01", "2018-12-31", "2019-12-30", "2021-01-04", "2022-01-03"}));
}

TEST(holiday_days, offsets_belong_to_the_anchor_first) {
    EXPECT_EQ(dates_of("mon>05-25+3", 2020, 2020), (dates{"2020-06-01"}));    // after 28 May
    EXPECT_EQ(dates_of("mon>05-25+0+3", 2020, 2020), (dates{"2020-06-04"}));  // three days after that Monday
}

TEST(holiday_days, spans) {
    EXPECT_EQ(dates_of("10-01*3", 2024, 2024), (dates{"2024-10-01", "2024-10-02", "2024-10-03"}));
    EXPECT_EQ(dates_of("02-28..03-01", 2023, 2024),
              (dates{"2023-02-28", "2023-03-01", "2024-02-28", "2024-02-29", "2024-03-01"}));
    EXPECT_EQ(dates_of("12-30..01-02", 2024, 2024),
              (dates{"2024-01-01", "2024-01-02", "2024-12-30", "2024-12-31"}));
    EXPECT_EQ(dates_of("easter-2..easter", 2024, 2024), (dates{"2024-03-29", "2024-03-30", "2024-03-31"}));
    EXPECT_EQ(dates_of("07-04..07-04", 2024, 2024), (dates{"2024-07-04"}));
    EXPECT_EQ(dates_of("01-01*366", 2023, 2023).size(), 365U);
    EXPECT_EQ(dates_of("01-01..02-29", 2023, 2024).size(), 60U);  // none in 2023: its end is over a year away
    EXPECT_EQ(dates_of("12-24..01-06 not_on(sat,sun)", 2024, 2024).size(), 5U + 6U);
}

TEST(holiday_days, conditions_on_years_and_days) {
    EXPECT_EQ(dates_of("01-20 every(4,1937)", 2019, 2026), (dates{"2021-01-20", "2025-01-20"}));
    EXPECT_EQ(dates_of("01-20 every(4,2021)", 1936, 1938), (dates{"1937-01-20"}));
    EXPECT_EQ(dates_of("07-04 on(sat,sun)", 2020, 2027),
              (dates{"2020-07-04", "2021-07-04", "2026-07-04", "2027-07-04"}));
    EXPECT_EQ(dates_of("07-04 not_on(sat,sun)", 2020, 2023), (dates{"2022-07-04", "2023-07-04"}));
    EXPECT_EQ(dates_of("07-04 from(2022-07-04)", 2020, 2023), (dates{"2022-07-04", "2023-07-04"}));
    EXPECT_EQ(dates_of("07-04 until(2022-07-03)", 2020, 2023), (dates{"2020-07-04", "2021-07-04"}));
    EXPECT_EQ(dates_of("07-02*4 from(2022-07-04)", 2022, 2022), (dates{"2022-07-04", "2022-07-05"}));
}

// Source: the tables of the U.S. Naval Observatory.
TEST(easter, western) {
    EXPECT_EQ(dates_of("easter", 2000, 2038),
              with_years(2000, {"04-23", "04-15", "03-31", "04-20", "04-11", "03-27", "04-16", "04-08",
                                "03-23", "04-12", "04-04", "04-24", "04-08", "03-31", "04-20", "04-05",
                                "03-27", "04-16", "04-01", "04-21", "04-12", "04-04", "04-17", "04-09",
                                "03-31", "04-20", "04-05", "03-28", "04-16", "04-01", "04-21", "04-13",
                                "03-28", "04-17", "04-09", "03-25", "04-13", "04-05", "04-25"}));
    EXPECT_EQ(iso_date(easter(year{1818})), "1818-03-22");  // the earliest there can be
    EXPECT_EQ(iso_date(easter(year{1943})), "1943-04-25");  // the latest
    EXPECT_EQ(iso_date(easter(year{2285})), "2285-03-22");
}

// Source: the tables of the World Council of Churches.
TEST(easter, orthodox) {
    EXPECT_EQ(dates_of("orthodox", 2000, 2030),
              with_years(2000, {"04-30", "04-15", "05-05", "04-27", "04-11", "05-01", "04-23", "04-08",
                                "04-27", "04-19", "04-04", "04-24", "04-15", "05-05", "04-20", "04-12",
                                "05-01", "04-16", "04-08", "04-28", "04-19", "05-02", "04-24", "04-16",
                                "05-05", "04-20", "04-12", "05-02", "04-16", "04-08", "04-28"}));
}

// The golden number, century and epact as Clavius has them (Knuth, The Art of Computer Programming 1.3.2,
// exercise 14): another algorithm.
sys_days easter_by_clavius(int y) {
    const int golden = y % 19 + 1;
    const int century = y / 100 + 1;
    const int skipped = 3 * century / 4 - 12;
    const int moon = (8 * century + 5) / 25 - 5;
    const int sunday = 5 * y / 4 - skipped - 10;
    int epact = (11 * golden + 20 + moon - skipped) % 30;
    epact = epact < 0 ? epact + 30 : epact;
    epact += (epact == 25 && golden > 11) || epact == 24 ? 1 : 0;
    int full_moon = 44 - epact;
    full_moon += full_moon < 21 ? 30 : 0;
    const int found = full_moon + 7 - (sunday + full_moon) % 7;
    return sys_days{year{y} / std::chrono::March / 1} + days{found - 1};
}

TEST(easter, agrees_with_clavius_from_the_reform_on) {
    for (int y = 1583; y <= 9999; ++y) {
        ASSERT_EQ(easter(year{y}), easter_by_clavius(y)) << y;
    }
}

TEST(easter, is_always_a_sunday) {
    for (int y = 1; y <= 9999; ++y) {
        ASSERT_EQ(std::chrono::weekday{easter(year{y})}, std::chrono::Sunday) << y;
        ASSERT_EQ(std::chrono::weekday{orthodox_easter(year{y})}, std::chrono::Sunday) << y;
    }
}

// A moment that almanacs give in minutes of UTC, as an ephemeris day without the delay of the Earth's clock.
ephemeris_day utc(const std::string& date, int hour, int minute) {
    return noon_of(day_of(date)) - 0.5 + hour / 24.0 + minute / 1440.0;
}

constexpr double one_minute = 1.0 / 1440;
constexpr double delay = 66.0 / 86400;  // to some seconds, from 2000 to 2024

// Source: U.S. Naval Observatory, Earth's Seasons.
TEST(sun, reaches_equinoxes_and_solstices_when_almanacs_say) {
    struct season {
        int year, degrees;
        ephemeris_day moment;
    };
    for (const season& each : {season{2000, 0, utc("2000-03-20", 7, 35)},
                               {2000, 90, utc("2000-06-21", 1, 48)},
                               {2000, 180, utc("2000-09-22", 17, 28)},
                               {2000, 270, utc("2000-12-21", 13, 37)},
                               {2010, 0, utc("2010-03-20", 17, 32)},
                               {2010, 90, utc("2010-06-21", 11, 28)},
                               {2010, 180, utc("2010-09-23", 3, 9)},
                               {2010, 270, utc("2010-12-21", 23, 38)},
                               {2024, 0, utc("2024-03-20", 3, 6)},
                               {2024, 90, utc("2024-06-20", 20, 51)},
                               {2024, 180, utc("2024-09-22", 12, 44)},
                               {2024, 270, utc("2024-12-21", 9, 21)}}) {
        EXPECT_NEAR(when_sun_reaches(each.degrees, each.year) - delay, each.moment, 1.5 * one_minute)
            << each.year << " " << each.degrees;
    }
}

TEST(sun, reaches_what_it_is_asked_for) {
    for (int degrees = 0; degrees < 360; ++degrees) {
        const double found = sun_longitude(when_sun_reaches(degrees, 2030));
        EXPECT_NEAR(std::remainder(found - degrees, 360), 0, 1e-6) << degrees;
    }
}

// Source: the equinox days that the National Astronomical Observatory of Japan announced.
TEST(sun, gives_the_equinox_days_of_japan) {
    EXPECT_EQ(dates_of("sun:0@+9", 2000, 2027),
              with_years(2000, {"03-20", "03-20", "03-21", "03-21", "03-20", "03-20", "03-21",
                                "03-21", "03-20", "03-20", "03-21", "03-21", "03-20", "03-20",
                                "03-21", "03-21", "03-20", "03-20", "03-21", "03-21", "03-20",
                                "03-20", "03-21", "03-21", "03-20", "03-20", "03-20", "03-21"}));
    EXPECT_EQ(dates_of("sun:180@+9", 2010, 2025),
              with_years(2010, {"09-23", "09-23", "09-22", "09-23", "09-23", "09-23", "09-22", "09-23",
                                "09-23", "09-23", "09-22", "09-23", "09-23", "09-23", "09-22", "09-23"}));
}

TEST(sun, gives_qingming_and_the_southern_winter) {
    EXPECT_EQ(dates_of("sun:15@+8", 2016, 2025),
              with_years(2016, {"04-04", "04-04", "04-05", "04-05", "04-04", "04-04", "04-05", "04-05",
                                "04-04", "04-04"}));
    EXPECT_EQ(dates_of("sun:90@-4", 2022, 2025), with_years(2022, {"06-21", "06-21", "06-20", "06-20"}));
}

// 280 degrees are reached in the first days of January or the last of December. No year may be lost or
// doubled.
TEST(sun, passes_each_degree_once_a_year) {
    for (const std::string degrees : {"279", "280", "281", "282", "0"}) {
        const dates found = dates_of("sun:" + degrees, 1601, 2399);
        for (std::size_t index = 1; index < found.size(); ++index) {
            const auto passed = (day_of(found[index]) - day_of(found[index - 1])).count();
            ASSERT_TRUE(passed == 365 || passed == 366) << degrees << " " << found[index];
        }
        EXPECT_GE(found.size(), 798U);
    }
}

TEST(sun, has_no_days_where_it_is_not_computed) {
    EXPECT_EQ(dates_of("sun:0", 1599, 1600), (dates{"1600-03-20"}));
    EXPECT_EQ(dates_of("sun:0", 2400, 2401), (dates{"2400-03-20"}));
    EXPECT_EQ(dates_of("chinese:01-01", 9000, 9000), dates{});
}

// Source: U.S. Naval Observatory, Phases of the Moon; NASA for the eclipses of 1999, 2017 and 2024.
TEST(moon, is_new_when_almanacs_say) {
    EXPECT_NEAR(new_moon(0) - delay, utc("2000-01-06", 18, 14), one_minute);
    for (const ephemeris_day moment :
         {utc("1999-08-11", 11, 9), utc("2017-08-21", 18, 30), utc("2020-12-14", 16, 17),
          utc("2023-01-21", 20, 53), utc("2024-04-08", 18, 21)}) {
        EXPECT_NEAR(new_moon(new_moon_near(moment)) - delay, moment, 1.5 * one_minute);
    }
}

// Source: the tables of the Hong Kong Observatory.
TEST(chinese_months, new_year) {
    EXPECT_EQ(
        dates_of("chinese:01-01", 2000, 2035),
        with_years(2000, {"02-05", "01-24", "02-12", "02-01", "01-22", "02-09", "01-29", "02-18", "02-07",
                          "01-26", "02-14", "02-03", "01-23", "02-10", "01-31", "02-19", "02-08", "01-28",
                          "02-16", "02-05", "01-25", "02-12", "02-01", "01-22", "02-10", "01-29", "02-17",
                          "02-06", "01-26", "02-13", "02-03", "01-23", "02-11", "01-31", "02-19", "02-08"}));
}

TEST(chinese_months, other_festivals) {
    EXPECT_EQ(dates_of("chinese:05-05", 2020, 2025),
              with_years(2020, {"06-25", "06-14", "06-03", "06-22", "06-10", "05-31"}));
    EXPECT_EQ(dates_of("chinese:08-15", 2020, 2025),
              with_years(2020, {"10-01", "09-21", "09-10", "09-29", "09-17", "10-06"}));
    EXPECT_EQ(dates_of("chinese:09-09", 2012, 2014), with_years(2012, {"10-23", "10-13", "10-02"}));
    EXPECT_EQ(dates_of("chinese:07-07", 2012, 2012), (dates{"2012-08-23"}));
}

TEST(chinese_months, a_thirtieth_day_is_there_in_long_months_only) {
    EXPECT_EQ(dates_of("chinese:12-30", 2021, 2026), (dates{"2021-02-11", "2023-01-21", "2024-02-09"}));
    EXPECT_EQ(dates_of("chinese:01-01-1", 2021, 2023), (dates{"2021-02-11", "2022-01-31", "2023-01-21"}));
}

// Which month each leap month follows, by the Gregorian year in which it begins.
std::map<int, int> leap_months(month_system system, int first_year, int last_year) {
    std::map<int, int> found;
    int before = 0;
    for (const calendar_month& month : months_between(system, {first_year, last_year})) {
        const int y = static_cast<int>(std::chrono::year_month_day{month.first}.year());
        if (month.number == 0 && first_year <= y && y <= last_year) {
            found[y] = before;
        }
        before = month.number;
    }
    return found;
}

// Source: the tables of the Hong Kong Observatory. 1984's began in December, and so does 2033's, which early
// tables put elsewhere.
TEST(chinese_months, leap_months) {
    EXPECT_EQ(leap_months(month_system::chinese, 1984, 2035), (std::map<int, int>{{1984, 10},
                                                                                  {1987, 6},
                                                                                  {1990, 5},
                                                                                  {1993, 3},
                                                                                  {1995, 8},
                                                                                  {1998, 5},
                                                                                  {2001, 4},
                                                                                  {2004, 2},
                                                                                  {2006, 7},
                                                                                  {2009, 5},
                                                                                  {2012, 4},
                                                                                  {2014, 9},
                                                                                  {2017, 6},
                                                                                  {2020, 4},
                                                                                  {2023, 2},
                                                                                  {2025, 6},
                                                                                  {2028, 5},
                                                                                  {2031, 3},
                                                                                  {2033, 11}}));
}

// Source: the Korea Astronomy and Space Science Institute. An hour east, the same rules differ now and then.
TEST(korean_months, differ_from_the_chinese_by_an_hour) {
    EXPECT_EQ(dates_of("chinese:01-01", 1997, 1997), (dates{"1997-02-07"}));
    EXPECT_EQ(dates_of("dangi:01-01", 1997, 1997), (dates{"1997-02-08"}));
    EXPECT_EQ(dates_of("dangi:01-01-1*3", 2023, 2023), (dates{"2023-01-21", "2023-01-22", "2023-01-23"}));
    EXPECT_EQ(dates_of("dangi:08-15", 2020, 2025),
              with_years(2020, {"10-01", "09-21", "09-10", "09-29", "09-17", "10-06"}));
    EXPECT_EQ(leap_months(month_system::dangi, 2009, 2020),
              (std::map<int, int>{{2009, 5}, {2012, 3}, {2014, 9}, {2017, 5}, {2020, 4}}));
}

TEST(chinese_months, follow_each_other_without_gaps) {
    for (const month_system system : {month_system::chinese, month_system::dangi}) {
        const std::vector<calendar_month> months = months_between(system, {1600, 2399});
        for (std::size_t index = 1; index < months.size(); ++index) {
            const calendar_month& month = months[index];
            ASSERT_EQ(month.first, months[index - 1].first + days{months[index - 1].length})
                << iso_date(month.first);
            ASSERT_TRUE(month.length == 29 || month.length == 30) << iso_date(month.first);
        }
    }
}

// Source: published Jewish calendars.
TEST(hebrew_months, known_days) {
    EXPECT_EQ(dates_of("hebrew:tishrei-01", 2015, 2030),
              with_years(2015, {"09-14", "10-03", "09-21", "09-10", "09-30", "09-19", "09-07", "09-26",
                                "09-16", "10-03", "09-23", "09-12", "10-02", "09-21", "09-10", "09-28"}));
    EXPECT_EQ(dates_of("hebrew:nisan-15", 2016, 2026),
              with_years(2016, {"04-23", "04-11", "03-31", "04-20", "04-09", "03-28", "04-16", "04-06",
                                "04-23", "04-13", "04-02"}));
    EXPECT_EQ(dates_of("hebrew:adar-14", 2016, 2025),
              with_years(2016, {"03-24", "03-12", "03-01", "03-21", "03-10", "02-26", "03-17", "03-07",
                                "03-24", "03-14"}));
    EXPECT_EQ(dates_of("hebrew:adar_i-14", 2015, 2025),
              (dates{"2016-02-23", "2019-02-19", "2022-02-15", "2024-02-23"}));
    EXPECT_EQ(dates_of("hebrew:kislev-25*8", 2024, 2024),
              (dates{"2024-12-26", "2024-12-27", "2024-12-28", "2024-12-29", "2024-12-30", "2024-12-31"}));
}

// The new year by the day and hour of its mean new moon and the four reasons to postpone it (Maimonides,
// Sanctification of the New Moon, chapters 6 and 7). Parts of an hour are counted from the evening of
// the Sunday of the moon of the year 1: day 2, hour 5, part 204.
sys_days hebrew_new_year(int y) {
    constexpr std::int64_t hour = 1080;
    constexpr std::int64_t a_day = 24 * hour;
    const auto is_leap = [](int of) { return std::set{0, 3, 6, 8, 11, 14, 17}.contains(of % 19); };
    std::int64_t months = 0;
    for (int each = 1; each < y; ++each) {
        months += is_leap(each) ? 13 : 12;
    }
    const std::int64_t moon = (a_day + 5 * hour + 204) + months * (29 * a_day + 12 * hour + 793);
    std::int64_t day = moon / a_day;  // 0: Sunday
    const std::int64_t time = moon % a_day;
    enum { sunday, monday, tuesday, wednesday, thursday, friday, saturday };
    const std::int64_t weekday = day % 7;
    if (weekday == tuesday && !is_leap(y) && time >= 9 * hour + 204) {
        day += 2;
    } else if (weekday == monday && is_leap(y - 1) && time >= 15 * hour + 589) {
        day += 1;
    } else {
        day += time >= 18 * hour ? 1 : 0;
        day += std::set<std::int64_t>{sunday, wednesday, friday}.contains(day % 7) ? 1 : 0;
    }
    constexpr std::int64_t first_sunday = -2092591;  // 6 October -3760 (Julian), in days since 1970
    return sys_days{days{static_cast<int>(first_sunday + day)}};
}

TEST(hebrew_months, new_years_as_maimonides_has_them) {
    const dates found = dates_of("hebrew:tishrei-01", 1700, 2400);
    ASSERT_EQ(found.size(), 701U);
    for (int index = 0; index <= 700; ++index) {
        ASSERT_EQ(found[static_cast<std::size_t>(index)], iso_date(hebrew_new_year(1700 + index + 3761)));
    }
}

// A year in which ICU before 78 is a day late; also hebcal.com.
TEST(hebrew_months, the_new_year_of_2046) {
    EXPECT_EQ(dates_of("hebrew:tishrei-01", 2046, 2046), (dates{"2046-10-01"}));
}

TEST(hebrew_months, follow_each_other_without_gaps) {
    const std::vector<calendar_month> months = months_between(month_system::hebrew, {1, 9999});
    for (std::size_t index = 1; index < months.size(); ++index) {
        const calendar_month& month = months[index];
        ASSERT_EQ(month.first, months[index - 1].first + days{months[index - 1].length})
            << iso_date(month.first);
        ASSERT_TRUE(month.length == 29 || month.length == 30) << iso_date(month.first);
    }
}

// Source: the Umm al-Qura calendar as printed.
TEST(islamic_months, umm_al_qura) {
    EXPECT_EQ(dates_of("islamic:shawwal-01", 2015, 2026),
              with_years(2015, {"07-17", "07-06", "06-25", "06-15", "06-04", "05-24", "05-13", "05-02",
                                "04-21", "04-10", "03-30", "03-20"}));
    EXPECT_EQ(dates_of("islamic:dhu_al_hijjah-10", 2017, 2026),
              with_years(2017, {"09-01", "08-21", "08-11", "07-31", "07-20", "07-09", "06-28", "06-16",
                                "06-06", "05-27"}));
    EXPECT_EQ(dates_of("islamic:muharram-01", 2019, 2025),
              with_years(2019, {"08-31", "08-20", "08-09", "07-30", "07-19", "07-07", "06-26"}));
}

TEST(islamic_months, a_day_may_come_twice_in_a_gregorian_year_or_not_at_all) {
    EXPECT_EQ(dates_of("islamic:shawwal-01", 2000, 2001), (dates{"2000-01-08", "2000-12-27", "2001-12-16"}));
    EXPECT_EQ(dates_of("islamic:muharram-01", 2007, 2009),
              (dates{"2007-01-20", "2008-01-10", "2008-12-29", "2009-12-18"}));
    EXPECT_EQ(dates_of("hebrew:tevet-10", 2019, 2020), (dates{"2020-01-07", "2020-12-25"}));  // a fast
    EXPECT_EQ(dates_of("islamic:rajab-27*3 every(2,2001)", 2000, 2000), dates{});
}

// Days since the first of Muharram of year 1, 19 July 622 of the Gregorian calendar. There are eleven leap
// years in thirty, by the tables of the civil calendar.
TEST(islamic_months, civil_years_by_the_thirty_year_cycle) {
    const sys_days epoch = year{622} / std::chrono::July / 19;
    dates expected;
    for (int y = 1318; y <= 1500; ++y) {
        const sys_days first = epoch + days{(y - 1) * 354 + (3 + 11 * y) / 30};
        if (year{1901} / 1 / 1 <= std::chrono::year_month_day{first} &&
            std::chrono::year_month_day{first} <= year{2070} / 12 / 31) {
            expected.push_back(iso_date(first));
        }
    }
    EXPECT_EQ(dates_of("islamic_civil:muharram-01", 1901, 2070), expected);
}

TEST(islamic_months, reach_from_the_first_year_to_the_last) {
    EXPECT_EQ(dates_of("islamic_civil:muharram-01", 622, 623), (dates{"0622-07-19", "0623-07-08"}));
    EXPECT_GE(dates_of("islamic:muharram-01", 9990, 9999).size(), 10U);
    EXPECT_GE(dates_of("hebrew:tishrei-01", 1, 10).size(), 10U);
}

}  // namespace
}  // namespace forecast_warehouse::core
