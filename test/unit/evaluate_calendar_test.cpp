#include "core/holidays/evaluate_calendar.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "holiday_support.hpp"

namespace forecast_warehouse::core {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

// Christmas and Boxing Day as the Banking and Financial Dealings Act has them. On a weekend, the next days
// that are neither weekend nor holiday are holidays too.
const holiday_rows britain{{{"GB", "New Year", "01-01 also(sat>,sun>)", {}, {}, {}},
                            {"GB", "Christmas", "12-25 also(sat>,sun>)", {}, {}, {}},
                            {"GB", "Boxing Day", "12-26 also(sat>,sun>)", {}, {}, {}},
                            {"GB", "Mothering Sunday", "easter-21", {}, {}, "observance"}},
                           {}};

TEST(evaluate_calendar, christmas_pairs_of_britain) {
    EXPECT_EQ(britain.holidays("GB", "2020-12-20", "2020-12-31"),
              (dates{"2020-12-25 Christmas", "2020-12-26 Boxing Day", "2020-12-28 Boxing Day*"}));
    EXPECT_EQ(britain.holidays("GB", "2021-12-20", "2022-01-05"),
              (dates{"2021-12-25 Christmas", "2021-12-26 Boxing Day", "2021-12-27 Christmas*",
                     "2021-12-28 Boxing Day*", "2022-01-01 New Year", "2022-01-03 New Year*"}));
    EXPECT_EQ(britain.holidays("GB", "2022-12-20", "2023-01-05"),
              (dates{"2022-12-25 Christmas", "2022-12-26 Boxing Day", "2022-12-27 Christmas*",
                     "2023-01-01 New Year", "2023-01-02 New Year*"}));
    EXPECT_EQ(britain.holidays("GB", "2024-12-20", "2024-12-31"),
              (dates{"2024-12-25 Christmas", "2024-12-26 Boxing Day"}));
}

// The second of January is a holiday in Scotland, so that the days in lieu of both New Year days follow it.
TEST(evaluate_calendar, a_country_of_the_kingdom_sees_its_own_days_too) {
    holiday_rows rows = britain;
    rows.rules.push_back({"GB-SCT", "GB", "include:GB", {}, {}, {}});
    rows.rules.push_back({"GB-SCT", "2nd January", "01-02 also(sat>,sun>)", {}, {}, {}});
    EXPECT_EQ(rows.holidays("GB-SCT", "2022-01-01", "2022-01-05"),
              (dates{"2022-01-01 New Year", "2022-01-02 2nd January", "2022-01-03 New Year*",
                     "2022-01-04 2nd January*"}));
    EXPECT_EQ(rows.holidays("GB-SCT", "2023-01-01", "2023-01-05"),
              (dates{"2023-01-01 New Year", "2023-01-02 2nd January", "2023-01-03 New Year*"}));
    EXPECT_EQ(rows.holidays("GB", "2023-01-01", "2023-01-05"),
              (dates{"2023-01-01 New Year", "2023-01-02 New Year*"}));
}

// The Holidays Act 2003: on a weekend, Christmas and the day after move to the following Monday and
// Tuesday; each by its own weekday.
TEST(evaluate_calendar, mondayised_christmas_of_new_zealand) {
    const holiday_rows rows{{{"NZ", "Christmas", "12-25 move(sat+2,sun+2)", {}, {}, {}},
                             {"NZ", "Boxing Day", "12-26 move(sat+2,sun+2)", {}, {}, {}},
                             {"NZ", "Waitangi Day", "02-06 move(sat+2,sun+1)", 2014, {}, {}}},
                            {}};
    EXPECT_EQ(rows.holidays("NZ", "2021-12-20", "2021-12-31"),
              (dates{"2021-12-27 Christmas*", "2021-12-28 Boxing Day*"}));
    EXPECT_EQ(rows.holidays("NZ", "2022-12-20", "2022-12-31"),
              (dates{"2022-12-26 Boxing Day", "2022-12-27 Christmas*"}));
    EXPECT_EQ(rows.holidays("NZ", "2020-12-20", "2020-12-31"),
              (dates{"2020-12-25 Christmas", "2020-12-28 Boxing Day*"}));
    EXPECT_EQ(rows.holidays("NZ", "2010-02-01", "2016-02-10").front(), "2010-12-27 Christmas*");
    EXPECT_EQ(rows.holidays("NZ", "2015-02-01", "2016-02-10"),
              (dates{"2015-02-06 Waitangi Day", "2015-12-25 Christmas", "2015-12-28 Boxing Day*",
                     "2016-02-08 Waitangi Day*"}));
}

// The Act on National Holidays (1948), with its changes of 1973, 1985 and 2007.
const holiday_rows japan{{{"JP", "New Year", "01-01 also(sun+1)", {}, 2006, {}},
                          {"JP", "New Year", "01-01 also(sun>>)", 2007, {}, {}},
                          {"JP", "Vernal Equinox Day", "sun:0@+9 also(sun>>)", {}, {}, {}},
                          {"JP", "Showa Day", "04-29 also(sun>>)", 2007, {}, {}},
                          {"JP", "Constitution Day", "05-03 also(sun+1)", {}, 2006, {}},
                          {"JP", "Constitution Day", "05-03 also(sun>>)", 2007, {}, {}},
                          {"JP", "Greenery Day", "04-29 also(sun+1)", {}, 2006, {}},
                          {"JP", "Greenery Day", "05-04 also(sun>>)", 2007, {}, {}},
                          {"JP", "Children's Day", "05-05 also(sun+1)", {}, 2006, {}},
                          {"JP", "Children's Day", "05-05 also(sun>>)", 2007, {}, {}},
                          {"JP", "Respect for the Aged Day", "09#3mon", 2003, {}, {}},
                          {"JP", "Autumnal Equinox Day", "sun:180@+9 also(sun>>)", {}, {}, {}},
                          {"JP", "Citizens' Holiday", "between_holidays not_on(sun)", 1985, 2006, {}},
                          {"JP", "Citizens' Holiday", "between_holidays", 2007, {}, {}},
                          {"JP", "Bank holiday", "12-31..01-03", {}, {}, "bank"}},
                         {{"JP", day_of("2019-05-01"), "Enthronement Day", "add", "official", {}}}};

TEST(evaluate_calendar, days_between_holidays_of_japan) {
    EXPECT_EQ(japan.holidays("JP", "2009-09-01", "2009-09-30"),
              (dates{"2009-09-21 Respect for the Aged Day", "2009-09-22 Citizens' Holiday",
                     "2009-09-23 Autumnal Equinox Day"}));
    EXPECT_EQ(japan.holidays("JP", "2015-09-01", "2015-09-30"),
              (dates{"2015-09-21 Respect for the Aged Day", "2015-09-22 Citizens' Holiday",
                     "2015-09-23 Autumnal Equinox Day"}));
    EXPECT_EQ(japan.holidays("JP", "2014-09-01", "2014-09-30"),
              (dates{"2014-09-15 Respect for the Aged Day", "2014-09-23 Autumnal Equinox Day"}));
    EXPECT_EQ(
        japan.holidays("JP", "2000-05-01", "2000-05-31"),
        (dates{"2000-05-03 Constitution Day", "2000-05-04 Citizens' Holiday", "2000-05-05 Children's Day"}));
    // A Sunday was none then, and before 1985 no day was.
    EXPECT_EQ(japan.holidays("JP", "1986-05-01", "1986-05-31"),
              (dates{"1986-05-03 Constitution Day", "1986-05-05 Children's Day"}));
    EXPECT_EQ(japan.holidays("JP", "1984-05-01", "1984-05-31"),
              (dates{"1984-05-03 Constitution Day", "1984-05-05 Children's Day"}));
}

TEST(evaluate_calendar, the_ten_days_of_2019) {
    EXPECT_EQ(japan.holidays("JP", "2019-04-20", "2019-05-10"),
              (dates{"2019-04-29 Showa Day", "2019-04-30 Citizens' Holiday", "2019-05-01 Enthronement Day",
                     "2019-05-02 Citizens' Holiday", "2019-05-03 Constitution Day", "2019-05-04 Greenery Day",
                     "2019-05-05 Children's Day", "2019-05-06 Children's Day*"}));
}

TEST(evaluate_calendar, sundays_of_japan_pass_over_other_holidays) {
    EXPECT_EQ(japan.holidays("JP", "2008-05-01", "2008-05-31"),
              (dates{"2008-05-03 Constitution Day", "2008-05-04 Greenery Day", "2008-05-05 Children's Day",
                     "2008-05-06 Greenery Day*"}));
    EXPECT_EQ(japan.holidays("JP", "2020-05-01", "2020-05-31"),
              (dates{"2020-05-03 Constitution Day", "2020-05-04 Greenery Day", "2020-05-05 Children's Day",
                     "2020-05-06 Constitution Day*"}));
    EXPECT_EQ(
        japan.holidays("JP", "2005-04-30", "2005-05-31"),
        (dates{"2005-05-03 Constitution Day", "2005-05-04 Citizens' Holiday", "2005-05-05 Children's Day"}));
}

TEST(evaluate_calendar, other_categories_leave_a_day_free) {
    // 2 January is a bank holiday of Japan, and yet the day in lieu of a Sunday.
    EXPECT_EQ(japan.holidays("JP", "2017-01-01", "2017-01-05"),
              (dates{"2017-01-01 Bank holiday", "2017-01-01 New Year", "2017-01-02 Bank holiday",
                     "2017-01-02 New Year*", "2017-01-03 Bank holiday"}));
    // And a day between two bank holidays is no citizens' holiday.
    const holiday_rows rows{{{"X", "Bank", "03-01", {}, {}, "bank"},
                             {"X", "Bank", "03-03", {}, {}, "bank"},
                             {"X", "Between", "between_holidays", {}, {}, {}}},
                            {}};
    EXPECT_EQ(rows.holidays("X", "2024-01-01", "2024-12-31"), (dates{"2024-03-01 Bank", "2024-03-03 Bank"}));
}

TEST(evaluate_calendar, shifts_cross_the_ends_of_years) {
    const holiday_rows rows{{{"US", "New Year", "01-01 also(sat-1,sun+1)", {}, {}, {}},
                             {"XX", "Year's end", "12-31 move(sat+2,sun+1)", {}, {}, {}}},
                            {}};
    EXPECT_EQ(rows.holidays("US", "2021-12-31", "2021-12-31"), (dates{"2021-12-31 New Year*"}));
    EXPECT_EQ(rows.holidays("US", "2021-01-01", "2022-12-31"),
              (dates{"2021-01-01 New Year", "2021-12-31 New Year*", "2022-01-01 New Year"}));
    EXPECT_EQ(rows.holidays("XX", "2022-01-01", "2023-12-31"), (dates{"2023-01-02 Year's end*"}));
    EXPECT_EQ(rows.holidays("XX", "2024-01-01", "2024-01-02"), (dates{"2024-01-01 Year's end*"}));
}

TEST(evaluate_calendar, years_are_those_of_the_unmoved_day) {
    const holiday_rows rows{{{"X", "H", "01-01 move(sat-1,sun+1)", 2022, 2022, {}},
                             {"X", "Span", "12-30*5", 2022, 2022, {}},
                             {"X", "Before", "sun<01-01", 2023, 2023, {}}},
                            {}};
    EXPECT_EQ(rows.holidays("X", "2021-01-01", "2024-12-31"),
              (dates{"2021-12-31 H*", "2022-12-30 Span", "2022-12-31 Span", "2023-01-01 Span",
                     "2023-01-02 Span", "2023-01-03 Span", "2023-12-31 Before"}));
}

TEST(evaluate_calendar, rules_can_be_estimates) {
    const holiday_rows rows{{{"X", "Eid", "islamic:shawwal-01*2 estimated also(sat+2)", {}, {}, {}},
                             {"X", "Sure", "05-01", {}, {}, {}},
                             {"Y", "X", "include:X", {}, {}, {}}},
                            {}};
    const dates of_2026{"2026-03-20 Eid?", "2026-03-21 Eid?", "2026-03-23 Eid*?", "2026-05-01 Sure"};
    EXPECT_EQ(rows.holidays("X", "2026-01-01", "2026-12-31"), of_2026);
    EXPECT_EQ(rows.holidays("Y", "2026-01-01", "2026-12-31"), of_2026);
}

TEST(evaluate_calendar, announced_dates_add_and_suppress) {
    const holiday_rows rows{{{"GB", "Spring", "05#-1mon", {}, {}, {}}, {"GB", "Other", "05-29", {}, {}, {}}},
                            {{"GB", day_of("2002-05-27"), "Spring", "suppress", {}, {}},
                             {"GB", day_of("2002-06-04"), "Spring", "add", "official", {}},
                             {"GB", day_of("2002-06-03"), "Golden Jubilee", "add", {}, {}},
                             {"GB", day_of("2003-05-26"), "Jubilee", "suppress", {}, {}},
                             {"GB", day_of("2005-06-01"), "Moon", "add", "estimated", "observance"},
                             {"GB", day_of("2006-05-29"), "*", "suppress", {}, {}}}};
    EXPECT_EQ(rows.holidays("GB", "2002-01-01", "2002-12-31"),
              (dates{"2002-05-29 Other", "2002-06-03 Golden Jubilee", "2002-06-04 Spring"}));
    EXPECT_EQ(rows.holidays("GB", "2003-01-01", "2003-12-31"),
              (dates{"2003-05-26 Spring", "2003-05-29 Other"}));
    EXPECT_EQ(rows.holidays("GB", "2005-06-01", "2005-12-31"), (dates{"2005-06-01 Moon?"}));
    EXPECT_EQ(rows.holidays("GB", "2006-01-01", "2006-12-31"), dates{});
}

TEST(evaluate_calendar, a_suppressed_day_does_not_move_and_nothing_moves_there) {
    const holiday_rows rows{
        {{"X", "H", "01-01 move(sat+2)", {}, {}, {}}, {"X", "I", "12-25 also(sat+2)", {}, {}, {}}},
        {{"X", day_of("2022-01-01"), "H", "suppress", {}, {}},
         {"X", day_of("2021-12-27"), "I", "suppress", {}, {}},
         {"X", day_of("2011-01-01"), "H", "add", {}, {}}}};
    EXPECT_EQ(rows.holidays("X", "2021-12-01", "2022-01-31"), (dates{"2021-12-25 I"}));
    // An announced date does not move.
    EXPECT_EQ(rows.holidays("X", "2011-01-01", "2011-01-31"), (dates{"2011-01-01 H"}));
}

// The golden week of China, with the weekends that are worked for it.
TEST(evaluate_calendar, working_days_in_lieu) {
    const holiday_rows rows{{{"CN", "National Day", "10-01*7", {}, {}, {}},
                             {"CN", "Double Ninth", "chinese:09-09", {}, {}, "observance"},
                             {"CN", "Test", "10-10 move(sun-1)", {}, {}, {}},
                             {"SHOP", "CN", "include:CN", {}, {}, {}},
                             {"SHOP", "Outing", "09-29", {}, {}, {}}},
                            {{"CN", day_of("2024-09-29"), {}, "workday", {}, {}},
                             {"CN", day_of("2024-10-05"), {}, "workday", {}, {}},
                             {"CN", day_of("2024-10-11"), {}, "workday", {}, {}},
                             {"SHOP", day_of("2024-10-05"), "Fair", "add", {}, {}}}};
    EXPECT_EQ(rows.holidays("CN", "2024-09-29", "2024-10-11"),
              (dates{"2024-10-01 National Day", "2024-10-02 National Day", "2024-10-03 National Day",
                     "2024-10-04 National Day", "2024-10-06 National Day", "2024-10-07 National Day",
                     "2024-10-10 Test", "2024-10-11 Double Ninth"}));
    const auto workdays = [&](const char* calendar) {
        return evaluate_calendar(make_calendar(calendar, rows.rules, rows.dates), day_of("2024-01-01"),
                                 day_of("2024-12-31"))
            .workdays;
    };
    EXPECT_EQ(workdays("CN"),
              (std::vector<sys_days>{day_of("2024-09-29"), day_of("2024-10-05"), day_of("2024-10-11")}));
    EXPECT_EQ(workdays("SHOP"), (std::vector<sys_days>{day_of("2024-09-29"), day_of("2024-10-11")}));
    EXPECT_EQ(rows.holidays("SHOP", "2024-10-05", "2024-10-05"), (dates{"2024-10-05 Fair"}));
}

TEST(evaluate_calendar, a_holiday_never_moves_to_a_working_day_in_lieu) {
    const holiday_rows rows{{{"X", "H", "06-01 also(sat>)", {}, {}, {}}},
                            {{"X", day_of("2024-06-03"), {}, "workday", {}, {}}}};
    EXPECT_EQ(rows.holidays("X", "2024-06-01", "2024-06-30"), (dates{"2024-06-01 H", "2024-06-04 H*"}));
}

TEST(evaluate_calendar, omitted_and_overridden) {
    const holiday_rows rows{{{"US", "New Year", "01-01", {}, {}, {}},
                             {"US", "Columbus Day", "10#2mon", {}, {}, {}},
                             {"US", "Juneteenth", "06-19", 2021, {}, {}},
                             {"ACME", "US", "include:US", {}, {}, {}},
                             {"ACME", "Columbus Day", "omit", 2023, {}, {}},
                             {"ACME", "Columbus Day", "10#2mon-3", 2024, {}, {}},
                             {"ACME", "New Year", "01-01", {}, {}, "observance"},
                             {"NEW", "US", "include:US", 2022, 2022, {}}},
                            {{"US", day_of("2025-01-09"), "Mourning", "add", {}, {}},
                             {"ACME", day_of("2023-06-19"), "Juneteenth", "suppress", {}, {}}}};
    EXPECT_EQ(rows.holidays("ACME", "2022-01-01", "2022-12-31"),
              (dates{"2022-01-01 New Year", "2022-06-19 Juneteenth", "2022-10-10 Columbus Day"}));
    EXPECT_EQ(rows.holidays("ACME", "2023-01-01", "2023-12-31"), (dates{"2023-01-01 New Year"}));
    EXPECT_EQ(rows.holidays("ACME", "2024-07-01", "2025-01-31"),
              (dates{"2024-10-11 Columbus Day", "2025-01-01 New Year", "2025-01-09 Mourning"}));
    EXPECT_EQ(holidays_between(make_calendar("ACME", rows.rules, rows.dates), day_of("2024-01-01"),
                               day_of("2024-01-01"))
                  .front()
                  .category,
              "observance");
    EXPECT_EQ(rows.holidays("NEW", "2021-01-01", "2023-12-31"),
              (dates{"2022-01-01 New Year", "2022-06-19 Juneteenth", "2022-10-10 Columbus Day"}));
}

TEST(evaluate_calendar, a_rule_between_holidays_sees_its_own_calendar_only) {
    holiday_rows rows = japan;
    rows.rules.push_back({"SHOP", "JP", "include:JP", {}, {}, {}});
    rows.rules.push_back({"SHOP", "Founder's Day", "05-07", {}, {}, {}});
    EXPECT_EQ(rows.holidays("SHOP", "2021-05-01", "2021-05-31"),
              (dates{"2021-05-03 Constitution Day", "2021-05-04 Greenery Day", "2021-05-05 Children's Day",
                     "2021-05-07 Founder's Day"}));
}

// A calendar that is reached by two ways counts once: its holidays do not make way for themselves.
TEST(evaluate_calendar, a_calendar_included_twice_counts_once) {
    holiday_rows rows = britain;
    for (const char* part : {"A", "B"}) {
        rows.rules.push_back({part, "GB", "include:GB", {}, {}, {}});
        rows.rules.push_back({"ALL", part, std::string{"include:"} + part, {}, {}, {}});
    }
    EXPECT_EQ(rows.holidays("ALL", "2000-01-01", "2030-12-31"),
              rows.holidays("GB", "2000-01-01", "2030-12-31"));
}

TEST(evaluate_calendar, lunar_days_that_come_twice) {
    const holiday_rows rows{{{"SA", "Eid", "islamic:shawwal-01*2", 2000, 2000, {}}}, {}};
    EXPECT_EQ(rows.holidays("SA", "1999-01-01", "2001-12-31"),
              (dates{"2000-01-08 Eid", "2000-01-09 Eid", "2000-12-27 Eid", "2000-12-28 Eid"}));
}

TEST(evaluate_calendar, where_no_day_is_free_the_holiday_stays) {
    const holiday_rows rows{{{"X", "Off", "weekly(mon,tue,wed,thu,fri,sat,sun)", {}, {}, "weekend"},
                             {"X", "H", "06-01 move(sat>)", {}, {}, {}}},
                            {}};
    EXPECT_EQ(rows.holidays("X", "2024-06-01", "2024-06-30"), (dates{"2024-06-01 H"}));
}

TEST(evaluate_calendar, reach_the_first_and_the_last_day_of_the_calendar) {
    const holiday_rows rows{{{"X", "First", "01-01 also(mon-1)", {}, {}, {}},
                             {"X", "Last", "12-31", {}, {}, {}},
                             {"X", "Easter", "easter", {}, {}, {}},
                             {"X", "Orthodox", "orthodox", {}, {}, {}}},
                            {}};
    EXPECT_EQ(rows.holidays("X", "0001-01-01", "0001-01-31"), (dates{"0001-01-01 First"}));
    EXPECT_EQ(rows.holidays("X", "9999-12-01", "9999-12-31"), (dates{"9999-12-31 Last"}));
}

}  // namespace
}  // namespace forecast_warehouse::core
