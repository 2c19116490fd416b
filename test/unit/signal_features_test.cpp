#include <bit>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/failure.hpp"
#include "core/features/feature_groups.hpp"
#include "core/features/feature_settings.hpp"

namespace forecast_warehouse::core {
namespace {

using values = std::vector<std::optional<double>>;

feature_settings settings_of(int horizon, bool known_ahead, const period_grid& periods = {}) {
    feature_settings settings{};
    settings.horizon = horizon;
    settings.periods = periods;
    settings.signals = {{"oil", known_ahead}};
    return settings;
}

// The feature of some periods from day 0 on, where the days 2, 3, 5 and 12 have values.
values features_of(const feature_settings& settings, int periods) {
    series one{};
    one.signals = {{{2, 20}, {3, 30}, {5, 50}, {12, 120}}};
    const feature_group_ptr group = signal_features(settings);
    group->begin(one);
    values found;
    for (int index = 0; index < periods; ++index) {
        const feature_day day{index * settings.periods.days, index, {}, {}, {}, {}};
        group->advance(day);
        feature_word word = 0;
        bool is_null = false;
        feature_row row(&word, &is_null);
        group->describe(day, row);
        found.push_back(is_null ? std::nullopt : std::optional(std::bit_cast<double>(word)));
    }
    return found;
}

constexpr std::nullopt_t none = std::nullopt;

TEST(signal_features, are_named_after_the_signal) {
    const auto columns = signal_features(settings_of(7, false))->columns();
    ASSERT_EQ(columns.size(), 1U);
    EXPECT_EQ(columns.front().name, "oil");
    EXPECT_EQ(columns.front().type, feature_type::real);
}

TEST(signal_features, known_ahead_are_of_the_day_itself) {
    EXPECT_EQ(features_of(settings_of(3, true), 7), (values{none, none, 20, 30, none, 50, none}));
}

TEST(signal_features, others_are_of_the_day_that_the_horizon_allows) {
    EXPECT_EQ(features_of(settings_of(1, false), 7), (values{none, none, none, 20, 30, none, 50}));
    EXPECT_EQ(features_of(settings_of(4, false), 10),
              (values{none, none, none, none, none, none, 20, 30, none, 50}));
}

TEST(signal_features, of_weeks_are_means_of_the_days_with_values) {
    const period_grid weeks{frequency::week, days_of_week, 0};
    EXPECT_EQ(features_of(settings_of(1, true, weeks), 3), (values{100.0 / 3, 120, none}));
    EXPECT_EQ(features_of(settings_of(2, false, weeks), 4), (values{none, none, 100.0 / 3, 120}));
}

TEST(signal_features, have_names_that_no_other_column_has) {
    const std::vector<feature_column> columns{{"date", feature_type::date}, {"oil", feature_type::real}};
    EXPECT_NO_THROW(check_names(columns));
    std::vector<feature_column> twice = columns;
    twice.push_back({"date", feature_type::real});
    EXPECT_THROW(check_names(twice), failure);
    EXPECT_NO_THROW(check_names({{std::string(63, 'x'), feature_type::real}}));
    EXPECT_THROW(check_names({{std::string(64, 'x'), feature_type::real}}), failure);
    EXPECT_THROW(check_names({{"ctid", feature_type::real}}), failure);
    EXPECT_THROW(check_names(columns, {"store.grade", "oil"}), failure);
}

}  // namespace
}  // namespace forecast_warehouse::core
