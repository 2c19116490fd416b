#include "core/holidays/sun.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "core/holidays/moon.hpp"
#include "holiday_support.hpp"

namespace forecast_warehouse::core {
namespace {

using std::chrono::days;
using std::chrono::year;

// A moment that almanacs give in minutes of UTC, as an ephemeris day without the delay of the Earth's clock.
ephemeris_day utc(const std::string& date, int hour, int minute) {
    return noon_of(day_of(date)) - 0.5 + hour / 24.0 + minute / 1440.0;
}

constexpr double one_minute = 1.0 / 1440;
constexpr double delay = 66.0 / 86400;  // to some seconds, from 2000 to 2024

// Source: U.S. Naval Observatory, Earth's Seasons.
TEST(sun, reaches_equinoxes_and_solstices_when_almanacs_say) {
    struct season {
        int year, degrees;
        ephemeris_day moment;
    };
    for (const season& each : {season{2000, 0, utc("2000-03-20", 7, 35)},
                               {2000, 90, utc("2000-06-21", 1, 48)},
                               {2000, 180, utc("2000-09-22", 17, 28)},
                               {2000, 270, utc("2000-12-21", 13, 37)},
                               {2010, 0, utc("2010-03-20", 17, 32)},
                               {2010, 90, utc("2010-06-21", 11, 28)},
                               {2010, 180, utc("2010-09-23", 3, 9)},
                               {2010, 270, utc("2010-12-21", 23, 38)},
                               {2024, 0, utc("2024-03-20", 3, 6)},
                               {2024, 90, utc("2024-06-20", 20, 51)},
                               {2024, 180, utc("2024-09-22", 12, 44)},
                               {2024, 270, utc("2024-12-21", 9, 21)}}) {
        EXPECT_NEAR(when_sun_reaches(each.degrees, each.year) - delay, each.moment, 1.5 * one_minute)
            << each.year << " " << each.degrees;
    }
}

TEST(sun, reaches_what_it_is_asked_for) {
    for (int degrees = 0; degrees < 360; ++degrees) {
        const double found = sun_longitude(when_sun_reaches(degrees, 2030));
        EXPECT_NEAR(std::remainder(found - degrees, 360), 0, 1e-6) << degrees;
    }
}

// Source: the equinox days that the National Astronomical Observatory of Japan announced.
TEST(sun, gives_the_equinox_days_of_japan) {
    EXPECT_EQ(dates_of("sun:0@+9", 2000, 2027),
              with_years(2000, {"03-20", "03-20", "03-21", "03-21", "03-20", "03-20", "03-21",
                                "03-21", "03-20", "03-20", "03-21", "03-21", "03-20", "03-20",
                                "03-21", "03-21", "03-20", "03-20", "03-21", "03-21", "03-20",
                                "03-20", "03-21", "03-21", "03-20", "03-20", "03-20", "03-21"}));
    EXPECT_EQ(dates_of("sun:180@+9", 2010, 2025),
              with_years(2010, {"09-23", "09-23", "09-22", "09-23", "09-23", "09-23", "09-22", "09-23",
                                "09-23", "09-23", "09-22", "09-23", "09-23", "09-23", "09-22", "09-23"}));
}

TEST(sun, gives_qingming_and_the_southern_winter) {
    EXPECT_EQ(dates_of("sun:15@+8", 2016, 2025),
              with_years(2016, {"04-04", "04-04", "04-05", "04-05", "04-04", "04-04", "04-05", "04-05",
                                "04-04", "04-04"}));
    EXPECT_EQ(dates_of("sun:90@-4", 2022, 2025), with_years(2022, {"06-21", "06-21", "06-20", "06-20"}));
}

// 280 degrees are reached in the first days of January or the last of December; no year may be lost or
// doubled.
TEST(sun, passes_each_degree_once_a_year) {
    for (const std::string degrees : {"279", "280", "281", "282", "0"}) {
        const dates found = dates_of("sun:" + degrees, 1601, 2399);
        for (std::size_t index = 1; index < found.size(); ++index) {
            const auto passed = (day_of(found[index]) - day_of(found[index - 1])).count();
            ASSERT_TRUE(passed == 365 || passed == 366) << degrees << " " << found[index];
        }
        EXPECT_GE(found.size(), 798U);
    }
}

TEST(sun, has_no_days_where_it_is_not_computed) {
    EXPECT_EQ(dates_of("sun:0", 1599, 1600), (dates{"1600-03-20"}));
    EXPECT_EQ(dates_of("sun:0", 2400, 2401), (dates{"2400-03-20"}));
    EXPECT_EQ(dates_of("chinese:01-01", 9000, 9000), dates{});
}

// Source: U.S. Naval Observatory, Phases of the Moon; NASA for the eclipses of 1999, 2017 and 2024.
TEST(moon, is_new_when_almanacs_say) {
    EXPECT_NEAR(new_moon(0) - delay, utc("2000-01-06", 18, 14), one_minute);
    for (const ephemeris_day moment :
         {utc("1999-08-11", 11, 9), utc("2017-08-21", 18, 30), utc("2020-12-14", 16, 17),
          utc("2023-01-21", 20, 53), utc("2024-04-08", 18, 21)}) {
        EXPECT_NEAR(new_moon(new_moon_near(moment)) - delay, moment, 1.5 * one_minute);
    }
}

}  // namespace
}  // namespace forecast_warehouse::core
