#include "core/features/holiday_years.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <vector>

#include "core/calendar.hpp"
#include "day.hpp"

namespace forecast_warehouse::core {
namespace {

day_number number_of(int year, unsigned month, unsigned date) {
    return days_since_2000(day(year, month, date));
}

std::optional<day_number> some(int year, unsigned month, unsigned date) {
    return number_of(year, month, date);
}

TEST(holiday_years, of_fixed_and_movable_days) {
    const std::vector<named_holiday> holidays{
        {number_of(2007, 4, 8), "Easter Sunday"},   {number_of(2007, 12, 25), "Christmas Day"},
        {number_of(2008, 3, 23), "Easter Sunday"},  {number_of(2008, 11, 27), "Thanksgiving"},
        {number_of(2008, 12, 25), "Christmas Day"}, {number_of(2009, 4, 12), "Easter Sunday"},
        {number_of(2009, 11, 26), "Thanksgiving"}};
    const holiday_years years(holidays);
    EXPECT_EQ(years.year_before(number_of(2007, 12, 25)), std::nullopt);
    EXPECT_EQ(years.year_before(number_of(2008, 3, 23)), some(2007, 4, 8));
    EXPECT_EQ(years.year_before(number_of(2008, 12, 25)), some(2007, 12, 25));
    EXPECT_EQ(years.year_before(number_of(2009, 4, 12)), some(2008, 3, 23));
    EXPECT_EQ(years.year_before(number_of(2009, 11, 26)), some(2008, 11, 27));
    for (const day_number other : {number_of(2007, 4, 7), number_of(2008, 12, 24), number_of(2009, 11, 27)}) {
        EXPECT_EQ(years.year_before(other), std::nullopt) << other;
    }
}

// The second day has the second day. A third day has none where there were two.
TEST(holiday_years, of_several_days_go_day_by_day) {
    const holiday_years years(std::vector<named_holiday>{
        {100, "Feast"}, {101, "Feast"}, {110, "Other"}, {454, "Feast"}, {455, "Feast"}, {456, "Feast"}});
    EXPECT_EQ(years.year_before(454), 100);
    EXPECT_EQ(years.year_before(455), 101);
    EXPECT_EQ(years.year_before(456), std::nullopt);
}

// In 2023, Veterans Day was a Saturday, and the Friday before had its name, too.
TEST(holiday_years, with_a_day_in_lieu_keep_their_date) {
    const holiday_years years(std::vector<named_holiday>{{number_of(2022, 11, 11), "Veterans Day"},
                                                         {number_of(2023, 11, 10), "Veterans Day"},
                                                         {number_of(2023, 11, 11), "Veterans Day"},
                                                         {number_of(2024, 11, 11), "Veterans Day"}});
    EXPECT_EQ(years.year_before(number_of(2023, 11, 10)), some(2022, 11, 11));
    EXPECT_EQ(years.year_before(number_of(2023, 11, 11)), some(2022, 11, 11));
    EXPECT_EQ(years.year_before(number_of(2024, 11, 11)), some(2023, 11, 11));
}

TEST(holiday_years, of_a_leap_day_are_the_nearest) {
    const holiday_years years(std::vector<named_holiday>{{number_of(2023, 2, 28), "Last Day"},
                                                         {number_of(2024, 2, 29), "Last Day"}});
    EXPECT_EQ(years.year_before(number_of(2024, 2, 29)), some(2023, 2, 28));
}

TEST(holiday_years, of_a_name_used_often_take_the_nearest) {
    const holiday_years years(
        std::vector<named_holiday>{{0, "Bank Holiday"}, {20, "Bank Holiday"}, {380, "Bank Holiday"}});
    EXPECT_EQ(years.year_before(380), 20);
    // as near: the later one
    const holiday_years as_near(std::vector<named_holiday>{{5, "Day"}, {15, "Day"}, {375, "Day"}});
    EXPECT_EQ(as_near.year_before(375), 15);
}

TEST(holiday_years, end_thirty_days_off) {
    for (const day_number length : {335, 395}) {
        EXPECT_EQ(holiday_years(std::vector<named_holiday>{{7, "Day"}, {7 + length, "Day"}})
                      .year_before(7 + length),
                  7)
            << length;
    }
    for (const day_number length : {334, 396}) {
        EXPECT_EQ(holiday_years(std::vector<named_holiday>{{7, "Day"}, {7 + length, "Day"}})
                      .year_before(7 + length),
                  std::nullopt)
            << length;
    }
}

// The first name with a year before counts.
TEST(holiday_years, of_two_holidays_on_a_day) {
    const holiday_years years(std::vector<named_holiday>{{10, "Anzac Day"},
                                                         {20, "Easter Monday"},
                                                         {375, "Anzac Day / Easter Monday"},
                                                         {380, "New Day / Easter Monday"},
                                                         {740, "Anzac Day"}});
    EXPECT_EQ(years.year_before(375), 10);
    EXPECT_EQ(years.year_before(380), 20);
    EXPECT_EQ(years.year_before(740), 375);
}

TEST(holiday_years, without_holidays) {
    EXPECT_EQ(holiday_years().year_before(0), std::nullopt);
    EXPECT_EQ(holiday_years(std::vector<named_holiday>{}).year_before(5), std::nullopt);
}

}  // namespace
}  // namespace forecast_warehouse::core
