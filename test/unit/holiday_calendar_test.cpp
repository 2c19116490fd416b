#include "core/holidays/holiday_calendar.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "holiday_support.hpp"

namespace forecast_warehouse::core {
namespace {

using std::chrono::sys_days;

// The message of the failure that reading a calendar throws, or an empty text.
std::string mistake(const std::string& calendar, const std::vector<holiday_rule>& rules,
                    const std::vector<announced_date>& dates = {}) {
    return refusal([&] { make_calendar(calendar, rules, dates); });
}

TEST(holiday_calendar, names_the_circle_in_which_calendars_include_each_other) {
    const std::vector<holiday_rule> rules{{"A", "B", "include:B", {}, {}, {}},
                                          {"B", "C", "include:C", {}, {}, {}},
                                          {"C", "B", "include:B", {}, {}, {}},
                                          {"D", "D", "include:D", {}, {}, {}}};
    EXPECT_EQ(mistake("A", rules), "holiday calendar \"B\" includes itself: B > C > B");
    EXPECT_EQ(mistake("D", rules), "holiday calendar \"D\" includes itself: D > D");
}

TEST(holiday_calendar, names_a_calendar_that_does_not_exist) {
    EXPECT_EQ(mistake("A", {}), "holiday calendar \"A\" does not exist");
    EXPECT_EQ(mistake("A", {{"A", "B", "include:B", {}, {}, {}}}),
              "holiday calendar \"A\" includes \"B\", which does not exist");
    EXPECT_EQ(mistake("A", {}, {{"A", day_of("2024-01-01"), "X", "add", {}, {}}}), "");
}

TEST(holiday_calendar, names_the_row_that_is_wrong) {
    EXPECT_EQ(
        mistake("A", {{"A", "X", "11#4th", {}, {}, {}}}),
        "rule of \"X\" in holiday calendar \"A\": expected a weekday (mon, tue, wed, thu, fri, sat, sun) at "
        "character 5 of \"11#4th\"");
    EXPECT_EQ(mistake("A", {{"A", "X", "07-04", {}, {}, "feast"}}),
              "rule of \"X\" in holiday calendar \"A\": invalid category \"feast\"");
    EXPECT_EQ(mistake("A", {{"A", "X", "07-04", {}, {}, "weekend"}}),
              "rule of \"X\" in holiday calendar \"A\": invalid category \"weekend\"");
    EXPECT_EQ(mistake("A", {{"A", "X", "weekly(sun)", {}, {}, "public"}}),
              "rule of \"X\" in holiday calendar \"A\": the category of weekly(...) must be \"weekend\", not "
              "\"public\"");
    EXPECT_EQ(mistake("A", {{"A", "X", "07-04", 2020, 2010, {}}}),
              "rule of \"X\" in holiday calendar \"A\": to_year 2010 must not be before from_year 2020");
    EXPECT_EQ(mistake("A", {}, {{"A", day_of("2024-01-01"), "X", "remove", {}, {}}}),
              "date 2024-01-01 of holiday calendar \"A\": invalid action \"remove\"");
    EXPECT_EQ(mistake("A", {}, {{"A", day_of("2024-01-01"), "X", "add", {}, "feast"}}),
              "date 2024-01-01 of holiday calendar \"A\": invalid category \"feast\"");
}

TEST(holiday_calendar, a_row_can_be_checked_alone) {
    EXPECT_EQ(refusal([] { check_rule({"A", "X", "include:not there", {}, {}, {}}); }), "");
    EXPECT_NE(refusal([] { check_rule({"A", "X", "7-4", {}, {}, {}}); }), "");
    EXPECT_NE(refusal([] { check_rule({"A", "X", "07-04", {}, {}, "weekend"}); }), "");
    EXPECT_NE(refusal([] { check_rule({"A", "X", "07-04", 2, 1, {}}); }), "");
    EXPECT_EQ(refusal([] { check_rule({"A", "X", "07-04", 1, 9999, {}}); }), "");
    EXPECT_NE(refusal([] { check_rule({"A", "X", "07-04", 0, {}, {}}); }), "");
    EXPECT_NE(refusal([] { check_rule({"A", "X", "07-04", {}, 10000, {}}); }), "");
    EXPECT_NE(refusal([] { check_rule({"", "X", "07-04", {}, {}, {}}); }), "");
    EXPECT_NE(refusal([] { check_rule({"A", "", "07-04", {}, {}, {}}); }), "");
    EXPECT_NE(refusal([] { check_rule({"A", "*", "07-04", {}, {}, {}}); }), "");
    EXPECT_EQ(refusal([] { check_rule({"A", "*", "omit", {}, {}, {}}); }), "");
}

// A includes D on two paths, and E includes nothing of them.
TEST(holiday_calendar, reads_each_included_calendar_once) {
    listed_rows rows({{"A", "B", "include:B", {}, {}, {}},
                      {"A", "C", "include:C", {}, {}, {}},
                      {"B", "D", "include:D", {}, {}, {}},
                      {"C", "D", "include:D", 2000, {}, {}},
                      {"D", "New Year", "01-01", {}, {}, {}},
                      {"E", "New Year", "01-01", {}, {}, {}}},
                     {});
    const holiday_calendar calendar("A", rows);
    EXPECT_EQ(rows.reads(), (std::map<std::string, int>{{"A", 1}, {"B", 1}, {"C", 1}, {"D", 1}}));
    std::string parts;
    for (const calendar_part& each : calendar.parts()) {
        parts += each.name;
    }
    EXPECT_EQ(parts, "DBCA");
}

TEST(holiday_calendar, reads_nothing_again_in_a_circle_or_beyond_the_depth_limit) {
    std::vector<holiday_rule> chain(100);
    for (std::size_t level = 0; level < chain.size(); ++level) {
        chain[level] = {std::to_string(level), "H", "include:" + std::to_string(level + 1), {}, {}, {}};
    }
    listed_rows deep(chain, {});
    EXPECT_EQ(refusal([&] { holiday_calendar("0", deep); }),
              "holiday calendar \"0\" includes calendars more than 50 deep");
    EXPECT_EQ(deep.reads().size(), deepest_inclusion);

    listed_rows circle({{"A", "B", "include:B", {}, {}, {}}, {"B", "A", "include:A", {}, {}, {}}}, {});
    EXPECT_EQ(refusal([&] { holiday_calendar("A", circle); }),
              "holiday calendar \"A\" includes itself: A > B > A");
    EXPECT_EQ(circle.reads(), (std::map<std::string, int>{{"A", 1}, {"B", 1}}));
}

TEST(holiday_calendar, takes_the_hint_about_a_missing_calendar_from_its_source) {
    listed_rows rows({}, {});
    try {
        const holiday_calendar calendar("A", rows);
        FAIL() << "A was read";
    } catch (const failure& refused) {
        EXPECT_EQ(refused.hint(), rows.hint_for_missing());
    }
}

TEST(holiday_calendar, rows_of_other_calendars_do_not_matter) {
    EXPECT_EQ(mistake("A", {{"A", "X", "07-04", {}, {}, {}}, {"B", "Y", "nonsense", {}, {}, {}}}), "");
}

TEST(holiday_calendar, has_saturday_and_sunday_off_by_default) {
    const std::vector<holiday_rule> rules{{"A", "X", "07-04", {}, {}, {}}};
    const holiday_calendar calendar = make_calendar("A", rules);
    EXPECT_FALSE(calendar.is_weekend(day_of("2024-03-01")));  // a Friday
    EXPECT_TRUE(calendar.is_weekend(day_of("2024-03-02")));
    EXPECT_TRUE(calendar.is_weekend(day_of("2024-03-03")));
    EXPECT_FALSE(calendar.is_weekend(day_of("2024-03-04")));
}

// The United Arab Emirates: Thursday and Friday until 2006, Friday and Saturday until 2021.
TEST(holiday_calendar, weekends_that_change) {
    const std::vector<holiday_rule> rules{
        {"AE", "Weekend", "weekly(thu,fri) until(2006-08-31)", {}, {}, "weekend"},
        {"AE", "Weekend", "weekly(fri,sat) from(2006-09-01)", {}, 2021, {}},
        {"AE", "Weekend", "weekly(sat,sun)", 2022, {}, "weekend"},
        {"AE", "National Day", "12-02", {}, {}, {}},
        {"SHOP", "AE", "include:AE", {}, {}, {}},
        {"OWN", "AE", "include:AE", {}, {}, {}},
        {"OWN", "Weekend", "weekly(sun)", {}, {}, "weekend"}};
    const holiday_calendar country = make_calendar("AE", rules);
    const holiday_calendar shop = make_calendar("SHOP", rules);
    const holiday_calendar own = make_calendar("OWN", rules);
    const auto days_off = [](const holiday_calendar& calendar, const char* monday) {
        std::string found;
        for (int day = 0; day < 7; ++day) {
            found += calendar.is_weekend(day_of(monday) + std::chrono::days{day}) ? 'x' : '.';
        }
        return found;
    };
    EXPECT_EQ(days_off(country, "2006-08-21"), "...xx..");
    EXPECT_EQ(days_off(country, "2006-09-04"), "....xx.");
    EXPECT_EQ(days_off(country, "2021-12-20"), "....xx.");
    EXPECT_EQ(days_off(country, "2022-01-03"), ".....xx");
    EXPECT_EQ(days_off(shop, "2006-08-21"), "...xx..");
    EXPECT_EQ(days_off(own, "2006-08-21"), "......x");
}

TEST(holiday_calendar, refuses_days_without_a_weekly_rule) {
    EXPECT_EQ(mistake("A", {{"A", "W", "weekly(fri,sat) from(2006-09-01)", {}, {}, {}}}),
              "the weekly days off of holiday calendar \"A\" leave out 0001-01-01 to 2006-08-31");
    EXPECT_EQ(
        mistake("A", {{"A", "W", "weekly(sun)", {}, 1999, {}}, {"A", "W", "weekly(sat,sun)", 2002, {}, {}}}),
        "the weekly days off of holiday calendar \"A\" leave out 2000-01-01 to 2001-12-31");
    EXPECT_EQ(mistake("A", {{"A", "W", "weekly(sun)", {}, 1999, {}}}),
              "the weekly days off of holiday calendar \"A\" leave out 2000-01-01 to 9999-12-31");
    EXPECT_EQ(mistake("A", {{"A", "W", "weekly(sun)", {}, {}, {}}, {"A", "W", "weekly(sat)", 1990, {}, {}}}),
              "");
}

TEST(holiday_calendar, many_paths_to_a_calendar_are_no_burden) {
    std::vector<holiday_rule> rules{{"0", "New Year", "01-01", {}, {}, {}}};
    for (int level = 1; level < 45; ++level) {
        for (const char* way : {"a", "b"}) {
            const std::string below = std::to_string(level - 1);
            rules.push_back({std::to_string(level) + way, "low", "include:" + below, {}, {}, {}});
            rules.push_back(
                {std::to_string(level), way, "include:" + std::to_string(level) + way, {}, {}, {}});
        }
    }
    EXPECT_EQ(holidays_between(make_calendar("20", rules), day_of("2024-01-01"), day_of("2024-12-31")).size(),
              1U);
    EXPECT_EQ(mistake("44", rules), "holiday calendar \"44\" includes calendars more than 50 deep");
}

}  // namespace
}  // namespace forecast_warehouse::core
