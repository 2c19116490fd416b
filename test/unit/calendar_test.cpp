#include "core/calendar.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>

#include "day.hpp"

namespace forecast_warehouse::core {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

bool is_leap(int year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

// The day of the week by Zeller's congruence (Acta Mathematica 9, 1886), 0 Monday: an independent method.
int zeller(int year, int month, int date) {
    const int shifted_year = month < 3 ? year - 1 : year;
    const int shifted_month = month < 3 ? month + 12 : month;
    const int saturday_based = (date + 13 * (shifted_month + 1) / 5 + shifted_year + shifted_year / 4 -
                                shifted_year / 100 + shifted_year / 400) %
                               7;
    return (saturday_based + 5) % 7;
}

// Walks the civil calendar by its rules, month by month, beside a plain count of days.
void expect_walk(int first_year, int last_year) {
    constexpr std::array lengths{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    sys_days walked = day(first_year, 1, 1);
    for (int year = first_year; year <= last_year; ++year) {
        for (int month = 1; month <= 12; ++month) {
            const int length =
                lengths.at(static_cast<std::size_t>(month) - 1) + (month == 2 && is_leap(year) ? 1 : 0);
            for (int date = 1; date <= length; ++date, walked += days{1}) {
                const calendar_day found = describe_day(walked);
                ASSERT_EQ(found.date, walked);
                ASSERT_EQ(found.year, year);
                ASSERT_EQ(found.month, month) << year;
                ASSERT_EQ(found.quarter, (month - 1) / 3 + 1);
                ASSERT_EQ(found.day_of_week, zeller(year, month, date))
                    << year << '-' << month << '-' << date;
            }
        }
    }
    EXPECT_EQ(walked, day(last_year + 1, 1, 1));
}

TEST(calendar, describes_a_known_day) {
    const calendar_day found = describe_day(day(2024, 1, 31));
    EXPECT_EQ(found.date, day(2024, 1, 31));
    EXPECT_EQ(found.day_of_week, 2);  // a Wednesday
    EXPECT_EQ(found.month, 1);
    EXPECT_EQ(found.quarter, 1);
    EXPECT_EQ(found.year, 2024);
}

TEST(calendar, counts_weekdays_from_monday) {
    EXPECT_EQ(describe_day(day(2024, 1, 1)).day_of_week, 0);
    EXPECT_EQ(describe_day(day(2024, 1, 7)).day_of_week, 6);
    EXPECT_EQ(describe_day(day(1970, 1, 1)).day_of_week, 3);
    EXPECT_EQ(describe_day(day(2000, 1, 1)).day_of_week, 5);
}

TEST(calendar, knows_leap_years_and_the_rules_of_centuries) {
    EXPECT_EQ(iso_date(day(2024, 2, 28) + days{1}), "2024-02-29");
    EXPECT_EQ(iso_date(day(2023, 2, 28) + days{1}), "2023-03-01");
    EXPECT_EQ(iso_date(day(1900, 2, 28) + days{1}), "1900-03-01");
    EXPECT_EQ(iso_date(day(2000, 2, 28) + days{1}), "2000-02-29");
    EXPECT_EQ(iso_date(day(2100, 2, 28) + days{1}), "2100-03-01");
    EXPECT_EQ(iso_date(day(4, 2, 28) + days{1}), "0004-02-29");
}

TEST(calendar, turns_years_and_quarters) {
    EXPECT_EQ(iso_date(day(2023, 12, 31) + days{1}), "2024-01-01");
    EXPECT_EQ(describe_day(day(2023, 12, 31)).quarter, 4);
    EXPECT_EQ(describe_day(day(2024, 1, 1)).quarter, 1);
    EXPECT_EQ(describe_day(day(2024, 3, 31)).quarter, 1);
    EXPECT_EQ(describe_day(day(2024, 4, 1)).quarter, 2);
    EXPECT_EQ(describe_day(day(2024, 6, 30)).quarter, 2);
    EXPECT_EQ(describe_day(day(2024, 7, 1)).quarter, 3);
    EXPECT_EQ(describe_day(day(2024, 9, 30)).quarter, 3);
    EXPECT_EQ(describe_day(day(2024, 10, 1)).quarter, 4);
}

TEST(calendar, agrees_with_the_rules_over_a_whole_gregorian_cycle) {
    expect_walk(1804, 2203);
}

TEST(calendar, agrees_with_the_rules_at_both_ends) {
    expect_walk(1, 40);
    expect_walk(9960, 9998);
}

TEST(calendar, repeats_after_four_hundred_years) {
    for (int date = 0; date < 146097; date += 37) {
        const sys_days early = day(1600, 1, 1) + days{date};
        const sys_days late = early + days{146097};
        ASSERT_EQ(describe_day(early).day_of_week, describe_day(late).day_of_week);
        ASSERT_EQ(iso_date(early).substr(4), iso_date(late).substr(4));
        ASSERT_EQ(describe_day(early).year + 400, describe_day(late).year);
    }
}

// The numbers are the server's: SELECT date '...' - date '2000-01-01'.
TEST(calendar, counts_days_as_the_server_does) {
    EXPECT_EQ(days_since_2000(day(2000, 1, 1)), 0);
    EXPECT_EQ(days_since_2000(day(1999, 12, 31)), -1);
    EXPECT_EQ(days_since_2000(day(1970, 1, 1)), -10957);
    EXPECT_EQ(days_since_2000(day(2024, 2, 29)), 8825);
    EXPECT_EQ(days_since_2000(first_supported_day), -730119);
    EXPECT_EQ(days_since_2000(last_supported_day), 2921939);
}

TEST(calendar, converts_days_there_and_back) {
    for (std::int32_t count = -730119; count <= 2921939; count += 101) {
        ASSERT_EQ(days_since_2000(day_from_epoch_2000(count)), count);
    }
    EXPECT_EQ(day_from_epoch_2000(-730119), first_supported_day);
    EXPECT_EQ(day_from_epoch_2000(2921939), last_supported_day);
}

TEST(calendar, writes_dates_in_order_and_at_one_length) {
    std::string before = iso_date(first_supported_day);
    EXPECT_EQ(before, "0001-01-01");
    for (sys_days date = first_supported_day + days{1}; date <= last_supported_day; date += days{97}) {
        const std::string text = iso_date(date);
        ASSERT_EQ(text.size(), 10U);
        ASSERT_LT(before, text);
        before = text;
    }
    EXPECT_EQ(iso_date(last_supported_day), "9999-12-31");
    EXPECT_EQ(iso_date(day(2024, 1, 31)), "2024-01-31");
}

TEST(calendar, refuses_days_outside_the_supported_range) {
    constexpr std::int32_t lowest = std::numeric_limits<std::int32_t>::min();
    constexpr std::int32_t highest = std::numeric_limits<std::int32_t>::max();
    for (const sys_days outside : {first_supported_day - days{1}, last_supported_day + days{1},
                                   day_from_epoch_2000(lowest), day_from_epoch_2000(highest)}) {
        EXPECT_FALSE(is_supported(outside));
        EXPECT_THROW((void)describe_day(outside), std::out_of_range);
        EXPECT_THROW((void)iso_date(outside), std::out_of_range);
        EXPECT_THROW((void)days_since_2000(outside), std::out_of_range);
    }
    EXPECT_TRUE(is_supported(first_supported_day));
    EXPECT_TRUE(is_supported(last_supported_day));
}

TEST(calendar, says_which_day_it_refuses) {
    try {
        (void)iso_date(last_supported_day + days{1});
        FAIL() << "nothing was thrown";
    } catch (const std::out_of_range& error) {
        EXPECT_STREQ(error.what(),
                     "the day 2921940 days from 2000-01-01 is outside 0001-01-01 to 9999-12-31");
    }
}

}  // namespace
}  // namespace forecast_warehouse::core
