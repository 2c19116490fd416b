#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "core/holidays/evaluate_calendar.hpp"
#include "core/random.hpp"
#include "holiday_support.hpp"

namespace forecast_warehouse::core {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

// A calendar of random rules.
holiday_rows random_rows(random_stream& random) {
    constexpr std::array days{"01-01",
                              "12-25",
                              "12-26",
                              "12-31",
                              "05#-1mon",
                              "mon~01-01",
                              "easter",
                              "sun<01-01",
                              "orthodox+1",
                              "chinese:01-01*3",
                              "islamic:shawwal-01*2",
                              "hebrew:tishrei-01",
                              "sun:280",
                              "12-30..01-03",
                              "02-29"};
    constexpr std::array shifts{
        "", " also(sat-1,sun+1)", " move(sat>,sun>)", " also(sat>,sun>>)", " also(wed>>)", " move(sun+100)"};
    holiday_rows rows;
    const auto count = random.between(1, 8);
    for (int index = 0; index < count; ++index) {
        rows.rules.push_back(
            {"X",
             std::string(1, static_cast<char>('A' + random.between(0, 9))),
             std::string{days.at(random.below(days.size()))} + shifts.at(random.below(shifts.size())),
             {},
             {},
             random.one_in(4) ? "observance" : ""});
    }
    rows.dates.push_back({"X",
                          day_of("2024-01-01") + std::chrono::days{random.between(-400, 400)},
                          "*",
                          random.one_in(2) ? "suppress" : "workday",
                          {},
                          {}});
    return rows;
}

std::string shown(const holiday& each) {
    return iso_date(each.date) + each.name + each.category + (each.observed ? "*" : "") +
           (each.estimated ? "?" : "");
}

TEST(random_calendars, a_range_gives_what_a_wider_one_gives) {
    random_stream random = stream(1, 2);
    for (int round = 0; round < 300; ++round) {
        const holiday_rows rows = random_rows(random);
        const holiday_calendar calendar = make_calendar("X", rows.rules, rows.dates);
        const sys_days first = day_of("2024-01-01") + days{random.between(-400, 400)};
        const sys_days last = first + days{random.between(0, 800)};
        dates narrow;
        dates wide;
        for (const holiday& each : holidays_between(calendar, first, last)) {
            narrow.push_back(shown(each));
        }
        for (const holiday& each : holidays_between(calendar, first - days{3000}, last + days{3000})) {
            if (first <= each.date && each.date <= last) {
                wide.push_back(shown(each));
            }
        }
        ASSERT_EQ(narrow, wide) << rows.rules.front().rule;
    }
}

TEST(random_calendars, are_in_order_and_never_twice) {
    random_stream random = stream(3, 4);
    for (int round = 0; round < 300; ++round) {
        const holiday_rows rows = random_rows(random);
        const std::vector<holiday> found = holidays_between(make_calendar("X", rows.rules, rows.dates),
                                                            day_of("2000-01-01"), day_of("2040-12-31"));
        const auto unordered =
            std::adjacent_find(found.begin(), found.end(), [](const holiday& left, const holiday& right) {
                return std::tie(left.date, left.name) >= std::tie(right.date, right.name);
            });
        ASSERT_TRUE(unordered == found.end()) << shown(*unordered);
    }
}

// Holidays that move by the same rule keep their order.
TEST(random_calendars, keep_their_order_when_they_move) {
    random_stream random = stream(5, 6);
    for (int round = 0; round < 200; ++round) {
        std::vector<holiday_rule> rules(6);
        char name = 'A';
        for (holiday_rule& each : rules) {
            each = {"X",
                    std::string(1, name++),
                    "12-" + std::to_string(random.between(20, 31)) + " move(sat>,sun>,mon>)",
                    {},
                    {},
                    {}};
        }
        std::map<std::string, sys_days> base;
        std::map<std::string, sys_days> moved;
        const int year = random.between(1990, 2050);
        for (const holiday_rule& each : rules) {
            base[each.name] = day_of(std::to_string(year) + "-" + each.rule.substr(0, 5));
        }
        for (const holiday& each :
             holidays_between(make_calendar("X", rules), std::chrono::year{year} / 12 / 1,
                              std::chrono::year{year + 1} / 1 / 31)) {
            moved.try_emplace(each.name, each.date);
        }
        ASSERT_EQ(moved.size(), base.size());
        const auto moves = [](sys_days day) {
            const std::chrono::weekday weekday{day};
            return weekday == std::chrono::Saturday || weekday == std::chrono::Sunday ||
                   weekday == std::chrono::Monday;
        };
        for (const auto& [left, left_day] : base) {
            for (const auto& [right, right_day] : base) {
                if (moves(left_day) && moves(right_day) && left_day < right_day) {
                    ASSERT_LT(moved[left], moved[right]) << iso_date(left_day);
                }
            }
        }
    }
}

}  // namespace
}  // namespace forecast_warehouse::core
