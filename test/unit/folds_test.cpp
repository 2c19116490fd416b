#include "core/features/folds.hpp"

#include <gtest/gtest.h>

#include <string>

#include "core/calendar.hpp"
#include "core/failure.hpp"

namespace forecast_warehouse::core {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year;

constexpr sys_days first{year{2024} / 1 / 31};

std::string refusal_of(const fold_settings& settings) {
    try {
        check(settings);
        return {};
    } catch (const failure& refused) {
        return refused.sqlstate() + " " + refused.what();
    }
}

TEST(folds, come_every_step) {
    const fold_settings settings{first, first + days{20}, 7, 14, 2, std::nullopt};
    check(settings);
    ASSERT_EQ(count_folds(settings), 3);
    const fold last = fold_at(settings, 3);
    EXPECT_EQ(last.number, 3);
    EXPECT_FALSE(last.train_start);
    EXPECT_EQ(last.train_end, first + days{14});
    EXPECT_EQ(last.test_start, first + days{17});
    EXPECT_EQ(last.test_end, first + days{30});
}

TEST(folds, of_weeks_have_whole_weeks) {
    const sys_days sunday = year{2024} / 1 / 7;
    const period_grid weeks{frequency::week, days_of_week, first_monday};
    const fold_settings settings{sunday, sunday + days{50}, 3, 2, 1, 4, weeks};
    check(settings);
    ASSERT_EQ(count_folds(settings), 3);
    const fold last = fold_at(settings, 3);
    EXPECT_EQ(last.train_start, sunday + days{42 - 27});
    EXPECT_EQ(last.train_end, sunday + days{42});
    EXPECT_EQ(last.test_start, sunday + days{42 + 8});
    EXPECT_EQ(last.test_end, sunday + days{42 + 21});
    EXPECT_EQ(refusal_of({first, first, 1, 1, 0, std::nullopt, weeks}),
              R"(22023 first_cutoff "2024-01-31" is not the last day of a week)");
}

TEST(folds, one_when_both_cutoffs_are_one) {
    EXPECT_EQ(count_folds({first, first, 7, 1, 0, std::nullopt}), 1);
}

TEST(folds, slide_along) {
    const fold_settings settings{first, first + days{14}, 14, 1, 0, 28};
    check(settings);
    EXPECT_EQ(fold_at(settings, 1).train_start, first - days{27});
    EXPECT_EQ(fold_at(settings, 2).train_start, first - days{13});
}

TEST(folds, test_after_they_trained_whatever_the_settings) {
    for (int step = 1; step < 5; ++step) {
        for (int gap = 0; gap < 3; ++gap) {
            const fold_settings settings{first, first + days{30}, step, 3, gap, 5};
            check(settings);
            for (std::int64_t number = 1; number <= count_folds(settings); ++number) {
                const fold each = fold_at(settings, number);
                EXPECT_LE(each.train_end, settings.last_cutoff);
                EXPECT_EQ((each.train_end - *each.train_start).count(), 4);
                EXPECT_EQ((each.test_start - each.train_end).count(), gap + 1);
                EXPECT_EQ((each.test_end - each.test_start).count(), 2);
            }
        }
    }
}

TEST(folds, that_make_no_sense_are_refused) {
    EXPECT_EQ(refusal_of({first, first, 1, 1, -1, std::nullopt}), "22023 gap must be at least 0, not -1");
    EXPECT_EQ(refusal_of({first, first, 0, 1, 0, std::nullopt}), "22023 step must be at least 1, not 0");
    EXPECT_EQ(refusal_of({first, first, 1, 0, 0, std::nullopt}), "22023 horizon must be at least 1, not 0");
    EXPECT_EQ(refusal_of({first, first, 1, 1, 0, 0}), "22023 train_days must be at least 1, not 0");
    EXPECT_EQ(refusal_of({first, first - days{1}, 1, 1, 0, std::nullopt}),
              "22023 last_cutoff \"2024-01-30\" is before first_cutoff \"2024-01-31\"");
    EXPECT_EQ(refusal_of({first, last_supported_day, 1, 1, 0, std::nullopt}),
              "22008 the days of a fold are out of range");
    EXPECT_EQ(refusal_of({first_supported_day, first, 1, 1, 0, 2}),
              "22008 the days of a fold are out of range");
}

}  // namespace
}  // namespace forecast_warehouse::core
