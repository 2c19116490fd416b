#include "core/holidays/rule_days.hpp"

#include <gtest/gtest.h>

#include "core/holidays/easter.hpp"
#include "holiday_support.hpp"

namespace forecast_warehouse::core {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year;

TEST(rule_days, fixed_days) {
    EXPECT_EQ(dates_of("07-04", 2023, 2025), (dates{"2023-07-04", "2024-07-04", "2025-07-04"}));
    EXPECT_EQ(dates_of("12-31+1", 2024, 2025), (dates{"2024-01-01", "2025-01-01"}));
    EXPECT_EQ(dates_of("01-01-1", 2024, 2025), (dates{"2024-12-31", "2025-12-31"}));
}

TEST(rule_days, the_leap_day_comes_in_leap_years_only) {
    EXPECT_EQ(dates_of("02-29", 1896, 1912), (dates{"1896-02-29", "1904-02-29", "1908-02-29", "1912-02-29"}));
    EXPECT_EQ(dates_of("02-29", 1999, 2001), (dates{"2000-02-29"}));
    EXPECT_EQ(dates_of("03-01-1", 2023, 2024), (dates{"2023-02-28", "2024-02-29"}));
}

TEST(rule_days, nth_weekdays) {
    EXPECT_EQ(dates_of("11#4thu", 2022, 2025),
              (dates{"2022-11-24", "2023-11-23", "2024-11-28", "2025-11-27"}));
    EXPECT_EQ(dates_of("05#-1mon", 2022, 2025),
              (dates{"2022-05-30", "2023-05-29", "2024-05-27", "2025-05-26"}));
    EXPECT_EQ(dates_of("01#3mon", 2025, 2025), (dates{"2025-01-20"}));
    EXPECT_EQ(dates_of("11#4thu+1", 2024, 2024), (dates{"2024-11-29"}));
    EXPECT_EQ(dates_of("11#1mon+1", 2022, 2025),
              (dates{"2022-11-08", "2023-11-07", "2024-11-05", "2025-11-04"}));  // US election days
}

TEST(rule_days, a_fifth_weekday_that_is_not_there_gives_no_day) {
    EXPECT_EQ(dates_of("02#5thu", 2023, 2025), (dates{"2024-02-29"}));
    EXPECT_EQ(dates_of("03#5mon", 2023, 2026), (dates{"2025-03-31", "2026-03-30"}));
    EXPECT_EQ(dates_of("03#-5mon", 2023, 2026), (dates{"2025-03-03", "2026-03-02"}));
}

TEST(rule_days, weekdays_near_a_day) {
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

TEST(rule_days, a_weekday_may_lie_in_another_year_than_its_anchor) {
    EXPECT_EQ(dates_of("sun<01-01", 2023, 2023), (dates{"2023-12-31"}));
    EXPECT_EQ(dates_of("mon>12-31", 2024, 2024), (dates{"2024-01-01"}));
    EXPECT_EQ(dates_of("mon~01-01", 2018, 2022),
              (dates{"2018-01-01", "2018-12-31", "2019-12-30", "2021-01-04", "2022-01-03"}));
}

TEST(rule_days, offsets_belong_to_the_anchor_first) {
    EXPECT_EQ(dates_of("mon>05-25+3", 2020, 2020), (dates{"2020-06-01"}));    // after 28 May
    EXPECT_EQ(dates_of("mon>05-25+0+3", 2020, 2020), (dates{"2020-06-04"}));  // three days after that Monday
}

TEST(rule_days, spans) {
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

TEST(rule_days, conditions_on_years_and_days) {
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
// exercise 14): an independent method.
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

}  // namespace
}  // namespace forecast_warehouse::core
