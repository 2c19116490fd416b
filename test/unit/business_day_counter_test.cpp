#include "core/calendar/business_day_counter.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

#include "core/random.hpp"
#include "holiday_support.hpp"

namespace forecast_warehouse::core {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

// The federal holidays, 5 U.S.C. 6103.
const std::vector<holiday_rule> federal{{"US", "New Year", "01-01 also(sat-1,sun+1)", {}, {}, {}},
                                        {"US", "King", "01#3mon", {}, {}, {}},
                                        {"US", "Washington", "02#3mon", {}, {}, {}},
                                        {"US", "Memorial", "05#-1mon", {}, {}, {}},
                                        {"US", "Juneteenth", "06-19 also(sat-1,sun+1)", 2021, {}, {}},
                                        {"US", "Independence", "07-04 also(sat-1,sun+1)", {}, {}, {}},
                                        {"US", "Labor", "09#1mon", {}, {}, {}},
                                        {"US", "Columbus", "10#2mon", {}, {}, {}},
                                        {"US", "Veterans", "11-11 also(sat-1,sun+1)", {}, {}, {}},
                                        {"US", "Thanksgiving", "11#4thu", {}, {}, {}},
                                        {"US", "Christmas", "12-25 also(sat-1,sun+1)", {}, {}, {}},
                                        {"US", "Halloween", "10-31", {}, {}, "observance"}};

business_day_counter united_states() {
    return business_day_counter{make_calendar("US", federal)};
}

TEST(business_day_counter, of_known_years) {
    business_day_counter us = united_states();
    // 262 weekdays and 260, and 11 holidays on weekdays.
    EXPECT_EQ(us.business_days_between(day_of("2024-01-01"), day_of("2025-01-01")), 251);
    EXPECT_EQ(us.business_days_between(day_of("2023-01-01"), day_of("2024-01-01")), 249);
    EXPECT_EQ(us.business_days_between(day_of("2024-12-23"), day_of("2024-12-30")), 4);
    EXPECT_FALSE(us.is_business_day(day_of("2024-12-25")));
    EXPECT_FALSE(us.is_business_day(day_of("2023-11-10")));  // Veterans Day was on a Saturday
    EXPECT_FALSE(us.is_business_day(day_of("2021-12-31")));  // for New Year's Day of 2022
    EXPECT_TRUE(us.is_business_day(day_of("2024-10-31")));
}

TEST(business_day_counter, are_added_and_subtracted) {
    business_day_counter us = united_states();
    const auto add = [&](const char* day, int n) { return iso_date(us.add_business_days(day_of(day), n)); };
    EXPECT_EQ(add("2024-12-23", 1), "2024-12-24");
    EXPECT_EQ(add("2024-12-24", 1), "2024-12-26");
    EXPECT_EQ(add("2024-12-26", -1), "2024-12-24");
    EXPECT_EQ(add("2024-12-24", 10), "2025-01-09");
    EXPECT_EQ(add("2025-01-09", -10), "2024-12-24");
    EXPECT_EQ(add("2024-12-24", 0), "2024-12-24");
    // From a Saturday or a holiday, the first business day after or before it is one.
    EXPECT_EQ(add("2024-12-28", 1), "2024-12-30");
    EXPECT_EQ(add("2024-12-28", -1), "2024-12-27");
    EXPECT_EQ(add("2024-12-25", 1), "2024-12-26");
    EXPECT_EQ(add("2024-12-28", 0), "2024-12-30");
    EXPECT_EQ(add("2024-12-25", 0), "2024-12-26");
}

TEST(business_day_counter, are_counted_from_the_first_day_to_before_the_last) {
    business_day_counter us = united_states();
    const auto between = [&](const char* first, const char* last) {
        return us.business_days_between(day_of(first), day_of(last));
    };
    EXPECT_EQ(between("2024-12-23", "2024-12-24"), 1);
    EXPECT_EQ(between("2024-12-24", "2024-12-24"), 0);
    EXPECT_EQ(between("2024-12-28", "2024-12-30"), 0);
    EXPECT_EQ(between("2024-12-27", "2024-12-30"), 1);
    EXPECT_EQ(between("2024-12-30", "2024-12-27"), -1);
}

TEST(business_day_counter, working_days_in_lieu_count) {
    const std::vector<holiday_rule> rules{{"CN", "National Day", "10-01*7", {}, {}, {}}};
    const std::vector<announced_date> dates{{"CN", day_of("2024-09-29"), {}, "workday", {}, {}},
                                            {"CN", day_of("2024-10-12"), {}, "workday", {}, {}}};
    business_day_counter china{make_calendar("CN", rules, dates)};
    EXPECT_TRUE(china.is_business_day(day_of("2024-09-29")));  // a Sunday
    EXPECT_FALSE(china.is_business_day(day_of("2024-09-28")));
    EXPECT_TRUE(china.is_business_day(day_of("2024-10-12")));
    EXPECT_EQ(iso_date(china.add_business_days(day_of("2024-09-30"), 1)), "2024-10-08");
    EXPECT_EQ(china.business_days_between(day_of("2024-09-28"), day_of("2024-10-13")), 7);
}

TEST(business_day_counter, agree_with_counting_one_by_one) {
    random_stream random = stream(7, 8);
    business_day_counter us = united_states();
    for (int round = 0; round < 300; ++round) {
        const sys_days start = day_of("1995-01-01") + days{random.between(0, 15000)};
        const int n = random.between(-40, 40);
        const sys_days first_business = [&] {
            sys_days day = start;
            while (!us.is_business_day(day)) {
                day += days{1};
            }
            return day;
        }();
        sys_days counted = n == 0 ? first_business : start;
        for (int left = std::abs(n); left > 0;) {
            counted += days{n < 0 ? -1 : 1};
            left -= us.is_business_day(counted) ? 1 : 0;
        }
        ASSERT_EQ(us.add_business_days(start, n), counted) << iso_date(start) << " " << n;
        const sys_days end = start + days{random.between(0, 400)};
        std::int64_t between = 0;
        for (sys_days day = start; day < end; day += days{1}) {
            between += us.is_business_day(day) ? 1 : 0;
        }
        ASSERT_EQ(us.business_days_between(start, end), between);
        ASSERT_EQ(us.business_days_between(end, start), -between);
        ASSERT_EQ(us.business_days_between(first_business, us.add_business_days(first_business, n)), n);
    }
}

// The answers must not depend on earlier calls.
TEST(business_day_counter, do_not_depend_on_the_order_of_questions) {
    random_stream random = stream(9, 10);
    business_day_counter asked = united_states();
    for (int round = 0; round < 60; ++round) {
        const sys_days day = day_of("1900-01-01") + days{random.between(0, 80000)};
        business_day_counter fresh = united_states();
        ASSERT_EQ(asked.is_business_day(day), fresh.is_business_day(day)) << iso_date(day);
        const int n = random.between(-3000, 3000);
        ASSERT_EQ(asked.add_business_days(day, n), fresh.add_business_days(day, n))
            << iso_date(day) << " " << n;
    }
}

TEST(business_day_counter, end_where_the_calendar_ends) {
    business_day_counter us = united_states();
    EXPECT_EQ(iso_date(us.add_business_days(day_of("9999-12-30"), 1)), "9999-12-31");
    EXPECT_EQ(refusal([&] { static_cast<void>(us.add_business_days(day_of("9999-12-30"), 2)); }),
              "the calendar ends before business day +2 from 9999-12-30");
    EXPECT_EQ(refusal([&] { static_cast<void>(us.add_business_days(day_of("0001-01-05"), -30)); }),
              "the calendar ends before business day -30 from 0001-01-05");
    EXPECT_NE(refusal([&] { static_cast<void>(us.add_business_days(day_of("2024-01-01"), INT64_MIN)); }), "");
    EXPECT_NE(refusal([&] { static_cast<void>(us.add_business_days(day_of("2024-01-01"), INT64_MAX)); }), "");
    EXPECT_EQ(refusal([&] { static_cast<void>(us.is_business_day(last_supported_day + days{1})); }),
              "the date is out of range");
}

TEST(business_day_counter, may_be_none_at_all) {
    const std::vector<holiday_rule> rules{{"X", "Off", "weekly(mon,tue,wed,thu,fri,sat,sun)", {}, {}, {}}};
    business_day_counter never{make_calendar("X", rules)};
    EXPECT_EQ(never.business_days_between(day_of("2024-01-01"), day_of("2024-12-31")), 0);
    EXPECT_NE(refusal([&] { static_cast<void>(never.add_business_days(day_of("2024-01-01"), 1)); }), "");
}

}  // namespace
}  // namespace forecast_warehouse::core
