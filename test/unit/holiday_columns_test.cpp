#include "core/calendar/holiday_columns.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "holiday_support.hpp"

namespace forecast_warehouse::core {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

const std::vector<holiday_rule> rules{{"X", "New Year", "01-01 also(sat+2,sun+1)", {}, {}, {}},
                                      {"X", "Easter", "easter", {}, {}, {}},
                                      {"X", "Spring Festival", "chinese:01-01*3", {}, {}, {}},
                                      {"X", "Eid", "islamic:shawwal-01", {}, {}, {}},
                                      {"X", "Christmas", "12-25 move(sun+1)", {}, {}, {}},
                                      {"X", "Boxing Day", "12-26", {}, {}, {}},
                                      {"X", "Yule", "12-25", {}, {}, "observance"},
                                      {"X", "Election", "11#1mon+1 every(4,2000)", {}, {}, {}}};

// The columns of a single day.
holiday_columns columns_of(const char* date) {
    const sys_days day = day_of(date);
    const std::vector<holiday> holidays =
        holidays_between(make_calendar("X", rules), day - holiday_reach, day + holiday_reach);
    return describe_holidays(holidays, day, day).front();
}

std::string prior(const char* date) {
    const auto found = columns_of(date).prior_year_date;
    return found ? iso_date(*found) : "";
}

TEST(holiday_columns, count_days_to_the_next_holiday_and_since_the_last) {
    EXPECT_EQ(columns_of("2024-12-20").days_to_next, 5);
    EXPECT_EQ(columns_of("2024-12-25").days_to_next, 0);
    EXPECT_EQ(columns_of("2024-12-25").days_since_last, 0);
    EXPECT_EQ(columns_of("2024-12-26").days_since_last, 0);
    EXPECT_EQ(columns_of("2024-12-27").days_to_next, 5);
    EXPECT_EQ(columns_of("2024-12-27").days_since_last, 1);
}

TEST(holiday_columns, know_nothing_of_holidays_more_than_a_year_away) {
    const std::vector<holiday> holidays{{day_of("2020-02-29"), "Leap", "public", false, false},
                                        {day_of("2024-02-29"), "Leap", "public", false, false}};
    const auto found = describe_holidays(holidays, day_of("2020-02-28"), day_of("2024-03-01"));
    const auto of = [&](const char* date) {
        return found.at(static_cast<std::size_t>((day_of(date) - day_of("2020-02-28")).count()));
    };
    EXPECT_EQ(of("2020-02-28").days_to_next, 1);
    EXPECT_EQ(of("2020-02-28").days_since_last, std::nullopt);
    EXPECT_EQ(of("2021-03-01").days_since_last, 366);
    EXPECT_EQ(of("2021-03-02").days_since_last, std::nullopt);
    EXPECT_EQ(of("2023-02-27").days_to_next, std::nullopt);
    EXPECT_EQ(of("2023-02-28").days_to_next, 366);
    EXPECT_EQ(of("2024-02-29").prior_year_date, std::nullopt);
    EXPECT_TRUE(describe_holidays({}, day_of("2024-01-02"), day_of("2024-01-01")).empty());
    EXPECT_EQ(describe_holidays({}, day_of("2024-01-01"), day_of("2024-01-01")).front().days_to_next,
              std::nullopt);
}

TEST(holiday_columns, find_the_same_holiday_a_year_before) {
    EXPECT_EQ(prior("2024-01-01"), "2023-01-01");
    EXPECT_EQ(prior("2024-03-31"), "2023-04-09");
    EXPECT_EQ(prior("2019-04-21"), "2018-04-01");
    EXPECT_EQ(prior("2024-12-26"), "2023-12-26");
    EXPECT_EQ(prior("2024-12-27"), "");
    EXPECT_EQ(prior("2024-11-05"), "");  // elections come every four years
}

TEST(holiday_columns, find_it_in_calendars_that_go_by_the_moon) {
    EXPECT_EQ(prior("2024-04-10"), "2023-04-21");
    EXPECT_EQ(prior("2000-12-27"), "2000-01-08");  // both in one Gregorian year
    EXPECT_EQ(prior("2001-12-16"), "2000-12-27");
}

TEST(holiday_columns, compare_the_days_of_a_span_one_by_one) {
    EXPECT_EQ(prior("2024-02-10"), "2023-01-22");
    EXPECT_EQ(prior("2024-02-12"), "2023-01-24");
    const std::vector<holiday> holidays{{day_of("2023-10-01"), "Week", "public", false, false},
                                        {day_of("2023-10-02"), "Week", "public", false, false},
                                        {day_of("2024-10-01"), "Week", "public", false, false},
                                        {day_of("2024-10-02"), "Week", "public", false, false},
                                        {day_of("2024-10-03"), "Week", "public", false, false}};
    const auto found = describe_holidays(holidays, day_of("2024-10-02"), day_of("2024-10-03"));
    EXPECT_EQ(found.at(0).prior_year_date, day_of("2023-10-02"));
    EXPECT_EQ(found.at(1).prior_year_date, std::nullopt);  // the week was shorter
}

TEST(holiday_columns, compare_days_in_lieu_with_days_in_lieu_where_there_were_any) {
    EXPECT_EQ(prior("2023-01-02"), "2022-01-03");
    EXPECT_EQ(prior("2023-01-01"), "2022-01-01");
    EXPECT_EQ(prior("2022-01-03"), "2021-01-01");  // none in 2021
    EXPECT_EQ(prior("2023-12-25"), "2022-12-26");  // Christmas had moved; not Yule, which is no day off
}

TEST(holiday_columns, do_not_depend_on_the_range) {
    const holiday_calendar calendar = make_calendar("X", rules);
    const sys_days first = day_of("2019-01-01");
    const sys_days last = day_of("2025-12-31");
    const auto wide = describe_holidays(
        holidays_between(calendar, first - holiday_reach, last + holiday_reach), first, last);
    for (sys_days day = first; day <= last; day += days{13}) {
        const holiday_columns narrow = columns_of(iso_date(day).c_str());
        const holiday_columns& here = wide.at(static_cast<std::size_t>((day - first).count()));
        ASSERT_EQ(narrow.days_to_next, here.days_to_next) << iso_date(day);
        ASSERT_EQ(narrow.days_since_last, here.days_since_last) << iso_date(day);
        ASSERT_EQ(narrow.prior_year_date, here.prior_year_date) << iso_date(day);
    }
}

}  // namespace
}  // namespace forecast_warehouse::core
