#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "core/calendar/business_day_counter.hpp"
#include "core/calendar/holiday_columns.hpp"
#include "core/interruption.hpp"
#include "holiday_support.hpp"

namespace forecast_warehouse::core {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

struct stopped : std::runtime_error {
    using std::runtime_error::runtime_error;
};

int checks = 0;

// Stops every loop of this test at its second check.
class stop_soon {
public:
    stop_soon() {
        checks = 0;
        set_interruption_check([] {
            if (++checks > 1) {
                throw stopped("stopped");
            }
        });
    }
    stop_soon(const stop_soon&) = delete;
    stop_soon& operator=(const stop_soon&) = delete;
    ~stop_soon() { set_interruption_check(nullptr); }
};

const date_range all_days{first_supported_day, last_supported_day};

std::vector<holiday_rule> many_rules(int count, const std::string& rule) {
    std::vector<holiday_rule> rules;
    rules.reserve(static_cast<std::size_t>(count));
    for (int index = 0; index < count; ++index) {
        rules.push_back({"X", "H" + std::to_string(index), rule, {}, {}, {}});
    }
    return rules;
}

holiday_calendar calendar_of(const std::vector<holiday_rule>& rules) {
    return make_calendar("X", rules);
}

std::vector<std::string> in_parts(const holiday_calendar& calendar, date_range range,
                                  std::size_t most_bytes) {
    std::vector<std::string> shown;
    visit_calendar(calendar, range, most_bytes, [&](date_range part, const holidays_and_workdays& found) {
        for (const holiday& each : found.holidays) {
            EXPECT_TRUE(part.first <= each.date && each.date <= part.last);
            shown.push_back(iso_date(each.date) + " " + each.name + (each.observed ? "*" : ""));
        }
    });
    return shown;
}

TEST(holiday_limits, a_check_stops_each_kind_of_rule) {
    for (const char* rule :
         {"01-01*366 on(mon,wed,fri)", "11#4thu", "easter", "chinese:08-15", "islamic:shawwal-01",
          "mon<05-25", "01-01..12-31", "01-01*366 move(sun>>,sat>>)"}) {
        const holiday_calendar calendar = calendar_of(many_rules(40, rule));
        const stop_soon stop;
        EXPECT_THROW(static_cast<void>(evaluate_calendar(calendar, all_days.first, all_days.last)), stopped)
            << rule;
    }
}

// A rule of one day a year takes a few steps a year. The interruption check is called every 1024 steps.
TEST(holiday_limits, a_hundred_years_take_few_steps) {
    static int calls = 0;
    for (const char* rule : {"07-04", "easter", "11#4thu", "sun:0", "chinese:01-01", "dangi:01-01",
                             "hebrew:tishrei-01", "islamic:shawwal-01"}) {
        calls = 0;
        set_interruption_check([] { ++calls; });
        EXPECT_EQ(dates_of(rule, 1951, 2050).size(), rule == std::string{"islamic:shawwal-01"} ? 103U : 100U);
        set_interruption_check(nullptr);
        EXPECT_LE(calls, 3) << rule;
    }
}

TEST(holiday_limits, a_check_stops_rules_that_look_at_others) {
    std::vector<holiday_rule> rules = many_rules(40, "between_holidays");
    rules.push_back({"X", "H", "01-01*366 on(mon,wed,fri)", {}, {}, {}});
    const holiday_calendar calendar = calendar_of(rules);
    const stop_soon stop;
    EXPECT_THROW(static_cast<void>(evaluate_calendar(calendar, all_days.first, all_days.last)), stopped);
}

TEST(holiday_limits, a_check_stops_what_describes_and_counts_days) {
    const stop_soon stop;
    EXPECT_THROW(static_cast<void>(describe_holidays({}, all_days.first, all_days.last)), stopped);
    business_day_counter counted(calendar_of(many_rules(1, "01-01")));
    EXPECT_THROW(static_cast<void>(counted.business_days_between(all_days.first, all_days.last)), stopped);
}

TEST(holiday_limits, what_was_stopped_can_be_asked_again) {
    business_day_counter counted(calendar_of(many_rules(1, "01-01")));
    const sys_days day = day_of("2024-01-01");
    EXPECT_EQ(counted.business_days_between(day, day + days{31}), 22);
    {
        const stop_soon stop;
        EXPECT_THROW(static_cast<void>(counted.business_days_between(all_days.first, day)), stopped);
    }
    EXPECT_EQ(counted.business_days_between(day, day + days{31}), 22);
    EXPECT_EQ(counted.add_business_days(day, 22), day_of("2024-01-31"));
}

TEST(holiday_limits, a_year_that_takes_too_much_memory_is_refused) {
    const holiday_calendar calendar = calendar_of(many_rules(200, "01-01*366 on(mon,wed,fri)"));
    constexpr std::size_t megabyte = std::size_t{1024} * 1024;
    const auto ask = [&] { in_parts(calendar, all_days, megabyte); };
    EXPECT_THROW(ask(), budget_exceeded);
    EXPECT_EQ(refusal(ask), "holiday calendar \"X\" takes more than 1024 kB of memory");
}

TEST(holiday_limits, parts_give_what_the_whole_gives) {
    std::vector<holiday_rule> rules = many_rules(20, "01-01*366 on(mon,wed,fri)");
    rules.push_back({"X", "Easter", "easter-2", {}, {}, {}});
    rules.push_back({"X", "New Year", "01-01 move(mon+1,tue>)", {}, {}, {}});
    rules.push_back({"X", "Bridge", "between_holidays", {}, {}, {}});
    const holiday_calendar calendar = calendar_of(rules);
    const date_range range{day_of("1801-05-20"), day_of("2223-03-04")};
    const std::vector<std::string> whole = in_parts(calendar, range, unlimited_memory);
    EXPECT_GT(whole.size(), 1000000U);
    constexpr std::size_t four_megabytes = std::size_t{4} * 1024 * 1024;
    EXPECT_EQ(in_parts(calendar, range, four_megabytes), whole);
}

// Each week of the rules is 10 years, so that every look-up has to choose among many.
TEST(holiday_limits, many_weekly_rules_are_one_weekend) {
    std::vector<holiday_rule> rules{{"X", "W", "weekly(sat,sun)", {}, 1999, {}}};
    for (int year = 2000; year < 2500; ++year) {
        const char* rule = year % 2 == 0 ? "weekly(fri)" : "weekly(mon,tue)";
        rules.push_back({"X", "W" + std::to_string(year), rule, year, year, {}});
    }
    rules.push_back({"X", "W2500", "weekly(sun)", 2500, {}, {}});
    rules.push_back({"X", "Both", "weekly(wed) from(2004-01-10) until(2005-01-20)", {}, {}, {}});
    const holiday_calendar calendar = calendar_of(rules);
    EXPECT_TRUE(calendar.is_weekend(day_of("1999-12-25")));
    EXPECT_FALSE(calendar.is_weekend(day_of("2000-01-01")));
    EXPECT_TRUE(calendar.is_weekend(day_of("2004-01-09")));   // a Friday
    EXPECT_FALSE(calendar.is_weekend(day_of("2004-01-07")));  // a Wednesday before the rule
    EXPECT_TRUE(calendar.is_weekend(day_of("2004-01-14")));
    EXPECT_TRUE(calendar.is_weekend(day_of("2005-01-19")));
    EXPECT_FALSE(calendar.is_weekend(day_of("2005-01-26")));
    EXPECT_TRUE(calendar.is_weekend(day_of("2005-01-25")));  // a Tuesday
    EXPECT_TRUE(calendar.is_weekend(day_of("9999-12-26")));  // a Sunday
}

TEST(holiday_limits, many_omissions_of_one_name_are_found) {
    std::vector<holiday_rule> rules{{"X", "all", "include:Y", {}, {}, {}}, {"Y", "H", "07-04", {}, {}, {}}};
    for (int year = 2000; year < 2100; year += 2) {
        rules.push_back({"X", "H", "omit", year, year, {}});
    }
    rules.push_back({"X", "H", "omit", 2050, 2060, {}});
    std::string years;
    for (const holiday& each :
         holidays_between(calendar_of(rules), day_of("2040-01-01"), day_of("2070-01-01"))) {
        years += iso_date(each.date).substr(2, 2) + " ";
    }
    EXPECT_EQ(years, "41 43 45 47 49 61 63 65 67 69 ");
}

}  // namespace
}  // namespace forecast_warehouse::core
