#include "core/calendar/fiscal_calendar.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "holiday_support.hpp"

namespace forecast_warehouse::core {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

// 2024 Q1 P2 W5, without the week where there is none.
std::string index(const fiscal_calendar& calendar, const char* day) {
    const fiscal_day found = calendar.describe(day_of(day));
    return std::to_string(found.year) + " Q" + std::to_string(found.quarter) + " P" +
           std::to_string(found.period) + (found.week ? " W" + std::to_string(*found.week) : "");
}

std::string index(const char* setting, const char* day) {
    return index(fiscal_calendar{setting}, day);
}

// Source: the 4-5-4 calendars of the National Retail Federation; 2028 follows from the rule.
TEST(fiscal_calendar, begins_years_as_the_retail_federation_does) {
    const fiscal_calendar nrf("4-5-4");
    int year = 2010;
    for (const char* start :
         {"2010-01-31", "2011-01-30", "2012-01-29", "2013-02-03", "2014-02-02", "2015-02-01", "2016-01-31",
          "2017-01-29", "2018-02-04", "2019-02-03", "2020-02-02", "2021-01-31", "2022-01-30", "2023-01-29",
          "2024-02-04", "2025-02-02", "2026-02-01", "2027-01-31", "2028-01-30", "2029-02-04"}) {
        EXPECT_EQ(iso_date(nrf.start_of(year)), start);
        ++year;
    }
    std::set<int> long_years;
    for (year = 2010; year <= 2028; ++year) {
        const days length = nrf.start_of(year + 1) - nrf.start_of(year);
        ASSERT_TRUE(length == days{364} || length == days{371}) << year;
        if (length == days{371}) {
            long_years.insert(year);
        }
    }
    EXPECT_EQ(long_years, (std::set{2012, 2017, 2023, 2028}));
}

// Source: the 4-5-4 calendar of 2023, which has 53 weeks.
TEST(fiscal_calendar, puts_days_into_weeks_periods_and_quarters) {
    const fiscal_calendar nrf("4-5-4");
    EXPECT_EQ(index(nrf, "2023-01-28"), "2022 Q4 P12 W52");
    EXPECT_EQ(index(nrf, "2023-01-29"), "2023 Q1 P1 W1");
    EXPECT_EQ(index(nrf, "2023-02-25"), "2023 Q1 P1 W4");
    EXPECT_EQ(index(nrf, "2023-02-26"), "2023 Q1 P2 W5");
    EXPECT_EQ(index(nrf, "2023-04-01"), "2023 Q1 P2 W9");
    EXPECT_EQ(index(nrf, "2023-04-02"), "2023 Q1 P3 W10");
    EXPECT_EQ(index(nrf, "2023-04-30"), "2023 Q2 P4 W14");
    EXPECT_EQ(index(nrf, "2023-11-24"), "2023 Q4 P10 W43");  // Black Friday
    EXPECT_EQ(index(nrf, "2024-01-27"), "2023 Q4 P12 W52");
    EXPECT_EQ(index(nrf, "2024-01-28"), "2023 Q4 P12 W53");
    EXPECT_EQ(index(nrf, "2024-02-03"), "2023 Q4 P12 W53");
    EXPECT_EQ(index(nrf, "2024-02-04"), "2024 Q1 P1 W1");
}

// The weeks of each of the twelve periods, counted.
std::vector<int> weeks_of_periods(const char* setting, int year) {
    const fiscal_calendar calendar(setting);
    std::vector<int> weeks(12);
    for (sys_days day = calendar.start_of(year); day < calendar.start_of(year + 1); day += days{7}) {
        ++weeks.at(static_cast<std::size_t>(calendar.describe(day).period) - 1);
    }
    return weeks;
}

TEST(fiscal_calendar, parts_quarters_by_the_setting) {
    EXPECT_EQ(weeks_of_periods("4-5-4", 2024), (std::vector{4, 5, 4, 4, 5, 4, 4, 5, 4, 4, 5, 4}));
    EXPECT_EQ(weeks_of_periods("4-4-5", 2024), (std::vector{4, 4, 5, 4, 4, 5, 4, 4, 5, 4, 4, 5}));
    EXPECT_EQ(weeks_of_periods("5-4-4", 2024), (std::vector{5, 4, 4, 5, 4, 4, 5, 4, 4, 5, 4, 4}));
    EXPECT_EQ(weeks_of_periods("4-5-4", 2023), (std::vector{4, 5, 4, 4, 5, 4, 4, 5, 4, 4, 5, 5}));
    EXPECT_EQ(weeks_of_periods("4-4-5", 2023), (std::vector{4, 4, 5, 4, 4, 5, 4, 4, 5, 4, 4, 6}));
    EXPECT_EQ(weeks_of_periods("5-4-4", 2023), (std::vector{5, 4, 4, 5, 4, 4, 5, 4, 4, 5, 4, 5}));
}

TEST(fiscal_calendar, begins_where_the_setting_says) {
    EXPECT_EQ(index("4-4-5 mon~01-01", "2024-12-29"), "2024 Q4 P12 W52");
    EXPECT_EQ(index("4-4-5 mon~01-01", "2024-12-30"), "2025 Q1 P1 W1");
    // The year ends on the last Saturday of September, and is called by that: Apple's.
    EXPECT_EQ(index("5-4-4 sun>=09-25 end_year", "2023-09-30"), "2023 Q4 P12 W53");
    EXPECT_EQ(index("5-4-4 sun>=09-25 end_year", "2023-10-01"), "2024 Q1 P1 W1");
    EXPECT_EQ(index("5-4-4 sun>=09-25 end_year", "2024-09-28"), "2024 Q4 P12 W52");
    EXPECT_EQ(index("4-5-4 sun~02-01", "2024-02-03"), index("4-5-4", "2024-02-03"));
}

TEST(fiscal_calendar, counts_months_from_any) {
    EXPECT_EQ(index("month:2", "2024-01-31"), "2023 Q4 P12");
    EXPECT_EQ(index("month:2", "2024-02-01"), "2024 Q1 P1");
    EXPECT_EQ(index("month:2", "2024-12-31"), "2024 Q4 P11");
    EXPECT_EQ(index("month:4", "2024-03-31"), "2023 Q4 P12");
    EXPECT_EQ(index("month:1", "2024-03-31"), "2024 Q1 P3");
    EXPECT_EQ(index("month:1 end_year", "2024-03-31"), "2024 Q1 P3");
    // The United States: fiscal 2025 began in October 2024.
    EXPECT_EQ(index("month:10 end_year", "2024-09-30"), "2024 Q4 P12");
    EXPECT_EQ(index("month:10 end_year", "2024-10-01"), "2025 Q1 P1");
}

TEST(fiscal_calendar, passes_through_every_week_in_order) {
    for (const char* setting : {"4-5-4", "4-4-5 mon~01-01", "5-4-4 sun>=09-25 end_year", "4-5-4 sat<12-31"}) {
        const fiscal_calendar calendar(setting);
        fiscal_day before = calendar.describe(day_of("1900-01-01"));
        for (sys_days day = day_of("1900-01-02"); day < day_of("2100-01-01"); day += days{1}) {
            const fiscal_day here = calendar.describe(day);
            if (here.year == before.year) {
                ASSERT_TRUE(here.week == before.week || here.week == *before.week + 1)
                    << setting << iso_date(day);
                ASSERT_TRUE(here.period == before.period || here.period == before.period + 1);
            } else {
                ASSERT_EQ(here.year, before.year + 1) << setting << iso_date(day);
                ASSERT_EQ(here.week, 1);
                ASSERT_GE(before.week, 52);
                ASSERT_EQ(day, calendar.start_of(here.year));
            }
            ASSERT_EQ(here.quarter, (here.period + 2) / 3);
            before = here;
        }
    }
}

TEST(fiscal_calendar, covers_all_supported_days) {
    for (const char* setting : {"4-5-4", "month:7", "4-4-5 mon~01-01 end_year"}) {
        const fiscal_calendar calendar(setting);
        EXPECT_LE(calendar.describe(first_supported_day).year, 1);
        EXPECT_GE(calendar.describe(last_supported_day).year, 9999);
    }
}

TEST(fiscal_calendar, refuses_what_it_does_not_know) {
    const auto mistake = [](const char* setting) { return refusal([&] { fiscal_calendar{setting}; }); };
    for (const char* setting :
         {"", "4-4-4", "month", "month:0", "month:13", "month:02", "month:2 sun~02-01", "4-5-4 end",
          "4-5-4 sun~02-01 end_year x", "4-5-4 end_year sun~02-01", "NRF"}) {
        EXPECT_NE(mistake(setting), "") << setting;
    }
    EXPECT_EQ(mistake("445"), "invalid fiscal calendar \"445\"");
    for (const char* start :
         {"02-01", "sun~02-29", "sun~easter", "sun~02-01*7", "sun~02-01..03-01", "nonsense"}) {
        EXPECT_EQ(mistake(("4-5-4 " + std::string{start}).c_str()),
                  "invalid start of the fiscal year: \"" + std::string{start} + "\"");
    }
}

}  // namespace
}  // namespace forecast_warehouse::core
