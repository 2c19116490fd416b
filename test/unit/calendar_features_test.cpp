#include "core/features/calendar_features.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "core/failure.hpp"
#include "core/features/feature_groups.hpp"

namespace forecast_warehouse::core {
namespace {

constexpr day_number first_date = 100;

std::size_t calendar_index(const std::string& name) {
    const auto* const found = std::find_if(calendar_columns.begin(), calendar_columns.end(),
                                           [&](const calendar_column& each) { return each.name == name; });
    EXPECT_NE(found, calendar_columns.end()) << name;
    return static_cast<std::size_t>(found - calendar_columns.begin());
}

// A table calendar of some days: the value of a column is its index plus 1, and no value is NULL.
store_calendars calendars_of(std::size_t days) {
    calendar_values each;
    for (std::size_t column = 0; column < calendar_columns.size(); ++column) {
        each.values.at(column) = column + 1;
    }
    store_calendars calendars;
    calendars.set_table_calendar(first_date, std::vector<calendar_values>(days, each));
    return calendars;
}

TEST(calendar_features, stores_without_a_holiday_calendar_have_the_table_calendar) {
    store_calendars calendars = calendars_of(2);
    const std::vector<std::int32_t> stores{7};
    calendars.add_holiday_calendar(stores, std::vector<holiday_flags>(2));
    EXPECT_EQ(calendars.days_of(8)[0].values[calendar_index("is_holiday")], calendar_index("is_holiday") + 1);
    EXPECT_EQ(calendars.days_of(7)[0].values[calendar_index("is_holiday")], 0U);
}

TEST(calendar_features, a_holiday_calendar_changes_only_the_columns_of_holidays) {
    store_calendars calendars = calendars_of(1);
    const std::vector<std::int32_t> stores{1, 2};
    calendars.add_holiday_calendar(stores, std::vector<holiday_flags>{{true, false, true}});
    const calendar_values& day = calendars.days_of(2)[0];
    EXPECT_EQ(day.values[calendar_index("is_weekend")], 1U);
    EXPECT_EQ(day.values[calendar_index("is_business_day")], 0U);
    EXPECT_EQ(day.values[calendar_index("is_holiday")], 1U);
    EXPECT_EQ(day.values[calendar_index("days_to_next_holiday")], 0U);
    for (const char* name : {"day_of_week", "month", "year", "fiscal_week"}) {
        EXPECT_EQ(day.values[calendar_index(name)], calendar_index(name) + 1) << name;
    }
}

TEST(calendar_features, the_next_holiday_may_be_after_the_table) {
    constexpr std::size_t table_days = 2;
    const std::size_t to_next = calendar_index("days_to_next_holiday");
    const std::vector<std::int32_t> stores{1};
    for (std::size_t holiday = 0; holiday < 400; ++holiday) {
        store_calendars calendars = calendars_of(table_days);
        std::vector<holiday_flags> flags(400);
        flags[holiday].is_holiday = true;
        calendars.add_holiday_calendar(stores, flags);
        for (std::size_t index = 0; index < table_days; ++index) {
            const calendar_values& day = calendars.days_of(1)[index];
            const bool known = holiday >= index && holiday - index <= 366;
            ASSERT_EQ(day.nulls[to_next], !known) << holiday << " " << index;
            ASSERT_TRUE(!known || day.values[to_next] == holiday - index) << holiday << " " << index;
        }
    }
}

TEST(calendar_features, days_outside_the_calendar_are_an_error) {
    const store_calendars calendars = calendars_of(3);
    const auto group = calendar_features(feature_settings{}, calendars);
    const series one{1, first_date, {1}, {}, {}, {}, 1, {}, {}, {}, {}};
    group->begin(one);
    std::array<feature_word, calendar_columns.size()> words{};
    std::array<bool, calendar_columns.size()> nulls{};
    const auto describe = [&](day_number date) {
        feature_row row(words.data(), nulls.data());
        group->describe({date, 0, {}, {}, {}, {}}, row);
    };
    EXPECT_NO_THROW(describe(first_date));
    EXPECT_NO_THROW(describe(first_date + 2));
    EXPECT_THROW(describe(first_date - 1), failure);
    EXPECT_THROW(describe(first_date + 3), failure);
}

}  // namespace
}  // namespace forecast_warehouse::core
