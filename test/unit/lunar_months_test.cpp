#include "core/holidays/months.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <set>
#include <vector>

#include "holiday_support.hpp"

namespace forecast_warehouse::core {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year;

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

// The new year by the day and hour of its mean new moon and the four reasons to put it off. Source:
// Maimonides, Sanctification of the New Moon, chapters 6 and 7. Parts of an hour are counted from the evening
// of the Sunday of the moon of the year 1: day 2, hour 5, part 204.
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

// Days since the first of Muharram of year 1, 19 July 622 of the Gregorian calendar. The tables of the civil
// calendar have eleven leap years in thirty.
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
