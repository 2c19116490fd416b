// Settings, and the smallest and largest chains.
#include "core/demo/demo.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/calendar.hpp"
#include "demo_support.hpp"

namespace forecast_warehouse::core {
namespace {

// The error of check_demo_settings. The constructor must refuse the same settings.
std::string refusal_of(const demo_settings& settings) {
    EXPECT_THROW(demo_data(settings, {}), std::invalid_argument);
    try {
        check_demo_settings(settings);
    } catch (const std::invalid_argument& error) {
        return error.what();
    }
    return "accepted";
}

TEST(demo_settings, refuse_counts_outside_their_limits) {
    const sys_days date = day(2024, 1, 1);
    EXPECT_EQ(refusal_of(settings_of(0, 1, date, date)), "stores must be from 1 to 10000, not 0");
    EXPECT_EQ(refusal_of(settings_of(-7, 1, date, date)), "stores must be from 1 to 10000, not -7");
    EXPECT_EQ(refusal_of(settings_of(10001, 1, date, date)), "stores must be from 1 to 10000, not 10001");
    EXPECT_EQ(refusal_of(settings_of(1, 0, date, date)), "products must be from 1 to 100000, not 0");
    EXPECT_EQ(refusal_of(settings_of(1, 100001, date, date)),
              "products must be from 1 to 100000, not 100001");
}

TEST(demo_settings, refuse_ranges_that_are_reversed_too_long_or_unsupported) {
    const sys_days date = day(2024, 1, 1);
    EXPECT_EQ(refusal_of(settings_of(1, 1, date, date - days{1})),
              "end_date \"2023-12-31\" is before start_date \"2024-01-01\"");
    EXPECT_EQ(refusal_of(settings_of(1, 1, date, date + days{3660})),
              "start_date and end_date must be at most 3660 days apart, both included: "
              "2024-01-01 to 2034-01-08 is 3661");
    EXPECT_EQ(refusal_of(settings_of(1, 1, first_supported_day - days{1}, date)),
              "start_date must be from 0001-01-01 to 9999-12-31");
    EXPECT_EQ(refusal_of(settings_of(1, 1, date, last_supported_day + days{1})),
              "end_date must be from 0001-01-01 to 9999-12-31");
}

TEST(demo_settings, accept_their_limits) {
    const sys_days date = day(2024, 1, 1);
    EXPECT_NO_THROW(check_demo_settings(settings_of(1, 1, date, date)));
    EXPECT_NO_THROW(check_demo_settings(settings_of(10000, 100000, date, date + days{3659})));
    EXPECT_EQ(demo_days(settings_of(1, 1, date, date + days{3659})), 3660);
    EXPECT_EQ(demo_days(settings_of(1, 1, date, date)), 1);
}

TEST(demo_settings, refuse_holidays_that_do_not_fit_the_range) {
    const demo_settings settings = default_settings();
    EXPECT_THROW(demo_data(settings, std::vector<bool>(730)), std::invalid_argument);
    EXPECT_THROW(demo_data(settings, std::vector<bool>(732)), std::invalid_argument);
    EXPECT_NO_THROW(demo_data(settings, std::vector<bool>(731)));
}

TEST(demo_settings, refuse_indexes_that_do_not_exist) {
    const demo_data& data = default_chain().data;
    std::vector<demo_price> prices;
    std::vector<demo_promotion> promotions;
    std::vector<demo_day> rows;
    EXPECT_THROW((void)data.store(10), std::out_of_range);
    EXPECT_THROW((void)data.store(-1), std::out_of_range);
    EXPECT_THROW((void)data.product(50), std::out_of_range);
    EXPECT_THROW(data.prices(50, prices), std::out_of_range);
    EXPECT_THROW(data.promotions(-1, promotions), std::out_of_range);
    EXPECT_THROW(data.series_days(500, rows), std::out_of_range);
    EXPECT_EQ(data.series(), 500U);
}

TEST(demo_edges, one_day_one_store_and_one_product_are_enough) {
    const demo_chain chain{settings_of(1, 1, day(2024, 2, 29), day(2024, 2, 29))};
    ASSERT_EQ(chain.series.size(), 1U);
    ASSERT_EQ(chain.series[0].size(), 1U);
    EXPECT_EQ(chain.series[0][0].date, day(2024, 2, 29));
    ASSERT_EQ(chain.prices[0].size(), 1U);
    EXPECT_FALSE(chain.prices[0][0].valid_to.has_value());
}

TEST(demo_edges, short_ranges_launch_new_products_inside) {
    for (int length = 1; length <= 12; ++length) {
        const sys_days first = day(2024, 1, 1);
        const demo_chain chain{settings_of(2, 20, first, first + days{length - 1})};
        for (const auto& rows : chain.series) {
            ASSERT_GE(rows.size(), 1U);
            ASSERT_LE(rows.size(), static_cast<std::size_t>(length));
            ASSERT_EQ(rows.back().date, first + days{length - 1});
        }
    }
}

TEST(demo_edges, both_ends_of_the_calendar_work) {
    for (const sys_days first : {first_supported_day, last_supported_day - days{399}}) {
        const demo_chain chain{settings_of(2, 20, first, first + days{399})};
        for (const auto& rows : chain.series) {
            ASSERT_EQ(rows.back().date, first + days{399});
        }
        for (const auto& promotions : chain.promotions) {
            for (const demo_promotion& promotion : promotions) {
                ASSERT_TRUE(first <= promotion.start && promotion.end <= first + days{399});
            }
        }
    }
}

TEST(demo_edges, the_largest_chain_gives_its_last_series_at_once) {
    const demo_settings settings = settings_of(10000, 100000, day(2020, 1, 1), day(2020, 1, 1) + days{3659});
    const demo_data data{settings, some_holidays(settings)};
    ASSERT_EQ(data.series(), 1'000'000'000U);
    std::vector<demo_day> rows;
    data.series_days(data.series() - 1, rows);
    ASSERT_EQ(rows.size(), 3660U);
    EXPECT_EQ(rows.back().store, 9999);
    EXPECT_EQ(rows.back().product, 99999);
    EXPECT_EQ(rows.back().date, settings.last);
}

// Trends are limited: after ten years, a shop can sell the quantities, and numeric(12,2) can hold the
// amounts.
TEST(demo_edges, ten_years_stay_in_bounds) {
    const demo_chain chain{settings_of(3, 80, day(2020, 1, 1), day(2020, 1, 1) + days{3659})};
    int highest = 0;
    for_each_row(chain, [&](const demo_day& row) {
        ASSERT_LE(row.demand, 3000);
        ASSERT_LT(row.on_hand, 100'000);
        highest = std::max(highest, row.demand);
    });
    EXPECT_GT(highest, 100);
}

}  // namespace
}  // namespace forecast_warehouse::core
