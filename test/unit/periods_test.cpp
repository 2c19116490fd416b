#include "core/features/periods.hpp"

#include <gtest/gtest.h>

#include <string>

#include "core/calendar.hpp"
#include "core/failure.hpp"

namespace forecast_warehouse::core {
namespace {

using std::chrono::sys_days;
using std::chrono::year;

constexpr period_grid weeks{frequency::week, days_of_week, first_monday};

TEST(periods, a_day_is_its_own_period) {
    const period_grid days;
    EXPECT_FALSE(days.by_week());
    EXPECT_EQ(days.first_day_of(-5), -5);
    EXPECT_EQ(days.last_day_of(7), 7);
}

TEST(periods, weeks_begin_on_monday_before_the_origin_too) {
    for (day_number day = -800'000; day < 3'000'000; day += 997) {
        const day_number first = weeks.first_day_of(day);
        EXPECT_LE(first, day);
        EXPECT_LT(day - first, days_of_week);
        EXPECT_EQ(std::chrono::weekday{day_from_epoch_2000(first)}, std::chrono::Monday);
        EXPECT_EQ(weeks.last_day_of(day), first + 6);
    }
}

TEST(periods, a_week_that_has_not_ended_is_refused) {
    const auto refusal_of = [](sys_days day) -> std::string {
        try {
            expect_last_day(weeks, day, "cutoff");
            return {};
        } catch (const failure& refused) {
            return refused.sqlstate() + " " + refused.what();
        }
    };
    EXPECT_EQ(refusal_of(year{2024} / 1 / 7), "");
    EXPECT_EQ(refusal_of(year{2024} / 1 / 6), R"(22023 cutoff "2024-01-06" is not the last day of a week)");
}

TEST(periods, have_names) {
    for (const frequency each : {frequency::day, frequency::week, frequency::fiscal_week}) {
        EXPECT_EQ(frequency_named(name_of(each)), each);
    }
    EXPECT_THROW(static_cast<void>(frequency_named("month")), failure);
}

}  // namespace
}  // namespace forecast_warehouse::core
