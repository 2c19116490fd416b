#include "core/features/feature_settings.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "core/calendar.hpp"
#include "core/failure.hpp"
#include "core/features/feature_groups.hpp"
#include "core/features/series_features.hpp"

namespace forecast_warehouse::core {
namespace {

using std::chrono::sys_days;
using std::chrono::year;

using strings = std::vector<std::string>;

feature_settings usual() {
    feature_settings settings{};
    settings.cutoff = sys_days{year{2024} / 6 / 30};
    settings.lags = {1, 7, 14, 28};
    settings.windows = {7, 28};
    settings.aggregates = {aggregate::mean, aggregate::stddev, aggregate::min, aggregate::max};
    return settings;
}

strings names_of(const std::vector<feature_column>& columns) {
    strings names;
    for (const feature_column& each : columns) {
        names.push_back(each.name);
    }
    return names;
}

// The SQLSTATE and the message of the error; empty without an error.
std::string refusal_of(const std::function<void(feature_settings&)>& change) {
    feature_settings settings = usual();
    change(settings);
    try {
        check(settings);
        check_width(table_columns(settings));
        return {};
    } catch (const failure& refused) {
        return refused.sqlstate() + " " + refused.what();
    }
}

TEST(feature_settings, name_the_columns_in_their_order) {
    EXPECT_EQ(names_of(table_columns(usual())), (strings{"date",
                                                         "store_id",
                                                         "product_id",
                                                         "quantity",
                                                         "lag_1",
                                                         "lag_7",
                                                         "lag_14",
                                                         "lag_28",
                                                         "rolling_mean_7",
                                                         "rolling_std_7",
                                                         "rolling_min_7",
                                                         "rolling_max_7",
                                                         "rolling_mean_28",
                                                         "rolling_std_28",
                                                         "rolling_min_28",
                                                         "rolling_max_28",
                                                         "days_since_last_sale",
                                                         "price",
                                                         "price_change_7d",
                                                         "on_promotion",
                                                         "promo_discount_pct",
                                                         "stockout_lag_1",
                                                         "day_of_week",
                                                         "day_of_month",
                                                         "iso_week",
                                                         "month",
                                                         "quarter",
                                                         "year",
                                                         "fiscal_week",
                                                         "is_weekend",
                                                         "is_business_day",
                                                         "is_holiday",
                                                         "days_to_next_holiday"}));
    feature_settings bare = usual();
    bare.exogenous = false;
    bare.lags.clear();
    bare.windows.clear();
    EXPECT_EQ(names_of(table_columns(bare)),
              (strings{"date", "store_id", "product_id", "quantity", "days_since_last_sale"}));
}

TEST(feature_settings, stock_is_as_old_as_the_horizon) {
    feature_settings week = usual();
    week.horizon = 7;
    EXPECT_EQ(names_of(stock_features(week)->columns()), (strings{"stockout_lag_7"}));
}

TEST(feature_settings, lags_follow_the_horizon) {
    EXPECT_EQ(default_lags(1), (std::vector<int>{1, 7, 14, 28}));
    EXPECT_EQ(default_lags(7), (std::vector<int>{7, 14, 28}));
    EXPECT_EQ(default_lags(8), (std::vector<int>{8, 14, 21, 35}));
    EXPECT_EQ(default_lags(3654), (std::vector<int>{3654}));
    EXPECT_EQ(default_lags(0), (std::vector<int>{0}));
    for (int horizon = 1; horizon <= longest_reach; ++horizon) {
        feature_settings settings = usual();
        settings.horizon = horizon;
        settings.lags = default_lags(horizon);
        EXPECT_NO_THROW(check(settings)) << horizon;
    }
}

TEST(feature_settings, aggregates_have_names) {
    for (const char* name : {"mean", "std", "min", "max", "sum"}) {
        EXPECT_EQ(name_of(aggregate_named(name)), name);
    }
    for (const char* name : {"", "Mean", "median", "mean "}) {
        EXPECT_THROW(static_cast<void>(aggregate_named(name)), failure) << name;
    }
}

TEST(feature_settings, that_make_sense_are_accepted) {
    EXPECT_EQ(refusal_of([](feature_settings&) {}), "");
    EXPECT_EQ(refusal_of([](feature_settings& each) {
                  each.horizon = 7;
                  each.lags = {7, 8};
              }),
              "");
    EXPECT_EQ(refusal_of([](feature_settings& each) { each.lags.clear(); }), "");
    EXPECT_EQ(refusal_of([](feature_settings& each) { each.start = each.cutoff + std::chrono::days{1}; }),
              "");
    EXPECT_EQ(refusal_of([](feature_settings& each) {
                  each.windows = {1};
                  each.aggregates = {aggregate::mean};
              }),
              "");
}

TEST(feature_settings, a_lag_below_the_horizon_leaks) {
    feature_settings week = usual();
    week.horizon = 10;
    try {
        check(week);
        FAIL() << "nothing refused";
    } catch (const failure& refused) {
        EXPECT_EQ(refused.sqlstate(), "22023");
        EXPECT_STREQ(refused.what(), "lag 1 is shorter than the horizon of 10 days");
        EXPECT_NE(refused.detail().find("not known"), std::string::npos) << refused.detail();
        EXPECT_NE(refused.hint().find("'{14,28}'"), std::string::npos) << refused.hint();
    }
}

TEST(feature_settings, that_make_no_sense_are_refused) {
    EXPECT_EQ(refusal_of([](feature_settings& each) { each.horizon = 0; }),
              "22023 horizon 0 is out of range");
    EXPECT_EQ(refusal_of([](feature_settings& each) { each.lags = {0}; }), "22023 lag 0 is out of range");
    EXPECT_EQ(refusal_of([](feature_settings& each) { each.lags = {7, 7}; }), "22023 lag 7 is given twice");
    EXPECT_EQ(refusal_of([](feature_settings& each) { each.windows = {-1}; }),
              "22023 window -1 is out of range");
    EXPECT_EQ(refusal_of([](feature_settings& each) {
                  each.windows = {7, 14, 7};
              }),
              "22023 window 7 is given twice");
    EXPECT_EQ(refusal_of([](feature_settings& each) { each.windows = {1}; }),
              "22023 std of a window of 1 day is not defined");
    EXPECT_EQ(refusal_of([](feature_settings& each) { each.aggregates.push_back(aggregate::mean); }),
              "22023 aggregate \"mean\" is given twice");
    EXPECT_EQ(refusal_of([](feature_settings& each) { each.start = each.cutoff + std::chrono::days{2}; }),
              "22023 start_date \"2024-07-02\" is after the last day of the table, 2024-07-01");
    EXPECT_EQ(refusal_of([](feature_settings& each) { each.cutoff = last_supported_day; }),
              "22008 cutoff plus horizon is out of range");
}

TEST(feature_settings, of_weeks) {
    const period_grid weeks{frequency::week, days_of_week, first_monday};
    EXPECT_EQ(default_lags(1, weeks), (std::vector{1, 2, 4, 52}));
    EXPECT_EQ(default_lags(52, weeks), (std::vector{52, 53, 55}));
    EXPECT_EQ(default_lags(53, weeks), (std::vector{53, 54, 56, 104}));
    EXPECT_EQ(default_windows(weeks), (std::vector{4, 13}));
    EXPECT_EQ(default_windows({}), (std::vector{7, 28}));
    feature_settings settings;
    settings.cutoff = std::chrono::year{2024} / 1 / 7;
    settings.horizon = 3;
    settings.periods = weeks;
    EXPECT_EQ(settings.last_day(), settings.cutoff + std::chrono::days{21});
    check(settings);
    settings.cutoff -= std::chrono::days{1};
    EXPECT_THROW(check(settings), failure);
}

TEST(feature_settings, treatments_of_unobserved_days_have_names) {
    for (const unobserved each : {unobserved::null, unobserved::zero, unobserved::skip}) {
        EXPECT_EQ(unobserved_named(name_of(each)), each);
    }
    EXPECT_THROW(static_cast<void>(unobserved_named("none")), failure);
}

TEST(feature_settings, a_row_fits_a_page) {
    const auto with_lags = [](int count) {
        return refusal_of([count](feature_settings& each) {
            each.lags.clear();
            for (int lag = 1; lag <= count; ++lag) {
                each.lags.push_back(lag);
            }
        });
    };
    const auto with_means = [](int count) {
        return refusal_of([count](feature_settings& each) {
            each.windows.clear();
            each.aggregates = {aggregate::mean};
            for (int window = 1; window <= count; ++window) {
                each.windows.push_back(window);
            }
        });
    };
    EXPECT_EQ(with_lags(1571), "");
    EXPECT_EQ(with_lags(1572), "54011 a feature table can have 1600 columns at most, and this one has 1601");
    EXPECT_EQ(with_means(950), "");
    EXPECT_EQ(with_means(1000), "54000 a row of 1025 columns would be larger than a page");
}

}  // namespace
}  // namespace forecast_warehouse::core
