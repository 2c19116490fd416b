// Demand.
#include "core/demo/demo.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "core/calendar.hpp"
#include "demo_support.hpp"

namespace forecast_warehouse::core {
namespace {

TEST(demo_demand, follows_the_week) {
    const demo_chain& chain = default_chain();
    std::map<std::string, std::array<double, 7>> sold;
    for_each_row(chain, [&](const demo_day& row) {
        sold[chain.stores[static_cast<std::size_t>(row.store)].store_type].at(
            static_cast<std::size_t>(describe_day(row.date).day_of_week)) += row.quantity;
    });
    EXPECT_NEAR(sold["Supermarket"][5] / sold["Supermarket"][1], 1.46 / 0.82, 0.15);
    EXPECT_NEAR(sold["Hypermarket"][5] / sold["Hypermarket"][1], 1.68 / 0.74, 0.2);
    EXPECT_NEAR(sold["Express"][6] / sold["Express"][0], 0.80 / 1.04, 0.08);
}

// Demand in some months relative to others, of products that are not new in the range.
double season_ratio(const std::string& category, const std::set<int>& high, const std::set<int>& low) {
    const demo_chain& chain = default_chain();
    mean in_high;
    mean in_low;
    for_each_row(chain, [&](const demo_day& row) {
        const demo_product& product = chain.products[static_cast<std::size_t>(row.product)];
        const int month = describe_day(row.date).month;
        if (product.category != category || !is_regular(row.product) ||
            near_holiday(chain, index_of(chain, row))) {
            return;
        }
        if (high.contains(month)) {
            in_high.add(row.demand);
        } else if (low.contains(month)) {
            in_low.add(row.demand);
        }
    });
    return in_high.value() / in_low.value();
}

TEST(demo_demand, follows_the_year_of_its_category) {
    EXPECT_GT(season_ratio("Garden", {5, 6}, {10, 11, 12}), 2.2);
    EXPECT_GT(season_ratio("Beverages", {6, 7, 8}, {12, 1, 2}), 1.3);
    EXPECT_GT(season_ratio("Frozen", {6, 7, 8}, {12, 1, 2}), 1.3);
    EXPECT_GT(season_ratio("Confectionery", {11, 12, 1}, {5, 6, 7}), 1.5);
    EXPECT_NEAR(season_ratio("Household", {3, 4, 5}, {9, 10, 11}), 1.1, 0.15);
}

// Over ten years some products grow, some shrink, and the chain grows.
TEST(demo_demand, has_trends_up_and_down) {
    const demo_chain chain{settings_of(5, 30, day(2015, 1, 1), day(2024, 12, 31))};
    std::vector<double> first(30);
    std::vector<double> last(30);
    for_each_row(chain, [&](const demo_day& row) {
        const int year = describe_day(row.date).year;
        if (is_regular(row.product) && year == 2015) {
            first[static_cast<std::size_t>(row.product)] += row.demand;
        } else if (is_regular(row.product) && year == 2024) {
            last[static_cast<std::size_t>(row.product)] += row.demand;
        }
    });
    int growing = 0;
    int shrinking = 0;
    mean growth;
    for (std::size_t i = 0; i < first.size(); ++i) {
        if (first[i] > 0) {
            growing += last[i] > 1.5 * first[i] ? 1 : 0;
            shrinking += last[i] < 0.9 * first[i] ? 1 : 0;
            growth.add(std::log(last[i] / first[i]) / 9);
        }
    }
    EXPECT_EQ(growth.count, 21);
    EXPECT_GE(growing, 5);
    EXPECT_GE(shrinking, 2);
    EXPECT_GT(growth.value(), 0.02);
    EXPECT_LT(growth.value(), 0.10);
}

// The same chain with and without holidays: only the days at holidays differ.
TEST(demo_demand, rises_at_holidays_and_nowhere_else) {
    const demo_chain& with = default_chain();
    const demo_chain without{default_settings(), no_holidays(default_settings())};
    std::array<double, 3> lifted{};  // by days to the next holiday
    std::array<double, 3> plain{};
    for (std::size_t i = 0; i < with.series.size(); ++i) {
        for (std::size_t j = 0; j < with.series[i].size(); ++j) {
            const demo_day& row = with.series[i][j];
            const std::size_t index = index_of(with, row);
            if (!near_holiday(with, index)) {
                ASSERT_EQ(row.demand, without.series[i][j].demand) << iso_date(row.date);
                continue;
            }
            std::size_t ahead = 0;
            while (!with.is_holiday[index + ahead]) {
                ++ahead;
            }
            lifted.at(ahead) += row.demand;
            plain.at(ahead) += without.series[i][j].demand;
        }
    }
    EXPECT_NEAR(lifted[0] / plain[0], 1.37, 0.1);
    EXPECT_NEAR(lifted[1] / plain[1], 1.55, 0.1);
    EXPECT_NEAR(lifted[2] / plain[2], 1.17, 0.08);
}

// The demand of a regular series on a day, relative to the same weekdays one and two weeks away. Those days
// have the same list price and no promotion. No value when there are fewer than two of them.
std::optional<double> against_matched_days(const demo_chain& chain, const std::vector<demo_day>& rows,
                                           std::size_t at) {
    const std::optional<std::int64_t> list = price_in_force(chain, rows[at]);
    mean matched;
    for (const int shift : {-14, -7, 7, 14}) {
        const auto other = static_cast<std::int64_t>(at) + shift;
        if (other < 0 || other >= static_cast<std::int64_t>(rows.size())) {
            continue;
        }
        const demo_day& row = rows[static_cast<std::size_t>(other)];
        if (row.unit_price_cents == *list && price_in_force(chain, row) == list &&
            !near_holiday(chain, index_of(chain, row))) {
            matched.add(row.demand);
        }
    }
    return matched.count >= 2 ? std::optional{matched.value()} : std::nullopt;
}

TEST(demo_demand, rises_with_promotions_and_more_with_deep_ones) {
    const demo_chain& chain = default_chain();
    std::array<double, 2> lifted{};  // discounts up to 20%, above
    std::array<double, 2> matched{};
    for (const auto& rows : chain.series) {
        for (std::size_t i = 0; i < rows.size() && is_regular(rows[i].product); ++i) {
            const auto list = static_cast<double>(*price_in_force(chain, rows[i]));
            const double paid = static_cast<double>(rows[i].unit_price_cents) / list;
            const std::optional<double> plain = paid < 1 && !near_holiday(chain, index_of(chain, rows[i]))
                                                    ? against_matched_days(chain, rows, i)
                                                    : std::nullopt;
            if (plain) {
                lifted.at(paid < 0.8 ? 1 : 0) += rows[i].demand;
                matched.at(paid < 0.8 ? 1 : 0) += *plain;
            }
        }
    }
    ASSERT_GT(matched[0], 10000);
    ASSERT_GT(matched[1], 10000);
    EXPECT_NEAR(lifted[0] / matched[0], 1.65, 0.2);
    EXPECT_NEAR(lifted[1] / matched[1], 2.4, 0.4);
}

// Demand over four weeks before and after each change of a chain-wide price, on the same weekdays. Days with
// a promotion, a holiday or a store's own price are left out. By direction: 0 down, 1 up.
struct price_response {
    std::array<double, 2> before{};
    std::array<double, 2> after{};
    std::array<mean, 2> price_change;  // logarithms
};

void measure_change(const demo_chain& chain, const std::vector<demo_day>& rows, const demo_price& from,
                    const demo_price& to, price_response& result) {
    const auto at = static_cast<std::size_t>((to.valid_from - rows.front().date).count());
    const std::size_t direction = to.price_cents > from.price_cents ? 1 : 0;
    for (std::size_t i = at; i < std::min(at + 28, rows.size()); ++i) {
        const demo_day& early = rows[i - 28];
        if (early.unit_price_cents == from.price_cents && rows[i].unit_price_cents == to.price_cents &&
            !near_holiday(chain, index_of(chain, early)) && !near_holiday(chain, index_of(chain, rows[i]))) {
            result.before.at(direction) += early.demand;
            result.after.at(direction) += rows[i].demand;
            result.price_change.at(direction).add(
                std::log(static_cast<double>(to.price_cents) / static_cast<double>(from.price_cents)));
        }
    }
}

TEST(demo_demand, falls_when_prices_rise_and_rises_when_they_fall) {
    const demo_chain& chain = default_chain();
    price_response response;
    for (const auto& rows : chain.series) {
        const auto& prices = chain.prices[static_cast<std::size_t>(rows.front().product)];
        for (std::size_t i = 1; i < prices.size() && is_regular(rows.front().product); ++i) {
            if (prices[i].store == chain_wide) {
                measure_change(chain, rows, prices[i - 1], prices[i], response);
            }
        }
    }
    const double down = response.after[0] / response.before[0];
    const double up = response.after[1] / response.before[1];
    EXPECT_GT(down, 1.1);
    EXPECT_LT(up, 0.9);
    EXPECT_NEAR(std::log(down) / response.price_change[0].value(), -1.7, 0.5);
    EXPECT_NEAR(std::log(up) / response.price_change[1].value(), -1.7, 0.5);
}

TEST(demo_demand, of_slow_products_is_rare_and_lumpy) {
    mean slow_zero;
    mean regular_zero;
    mean units_when_any;
    std::map<std::pair<int, int>, int> slow_sold;
    for_each_row(default_chain(), [&](const demo_day& row) {
        if (is_slow(row.product)) {
            slow_zero.add(row.quantity == 0 ? 1 : 0);
            slow_sold[{row.store, row.product}] += row.quantity;
            if (row.demand > 0) {
                units_when_any.add(row.demand);
            }
        } else if (is_regular(row.product)) {
            regular_zero.add(row.quantity == 0 ? 1 : 0);
        }
    });
    EXPECT_GT(slow_zero.value(), 0.75);
    EXPECT_LT(slow_zero.value(), 0.95);
    EXPECT_LT(regular_zero.value(), 0.1);
    EXPECT_NEAR(units_when_any.value(), 2.4, 0.2);  // two a buyer, and now and then two buyers
    for (const auto& [series, sold] : slow_sold) {
        EXPECT_GT(sold, 0) << series.first << ' ' << series.second;
    }
}

TEST(demo_demand, of_new_products_starts_in_mid_range_and_grows_into_its_level) {
    const demo_chain& chain = default_chain();
    mean first_fortnight;
    mean settled;
    int launched = 0;
    for (const auto& rows : chain.series) {
        const demo_product& product = chain.products[static_cast<std::size_t>(rows.front().product)];
        ASSERT_EQ(rows.front().date, product.launch);
        if (!is_fresh(rows.front().product)) {
            ASSERT_EQ(product.launch, day(2024, 1, 1));
            continue;
        }
        ++launched;
        ASSERT_GE(product.launch, day(2024, 1, 1) + days{182});
        ASSERT_LE(product.launch, day(2025, 12, 31) - days{182});
        for (std::size_t i = 0; i < 112; ++i) {
            if (i < 14) {
                first_fortnight.add(rows[i].demand);
            } else if (i >= 56) {
                settled.add(rows[i].demand);
            }
        }
    }
    EXPECT_EQ(launched, 50);
    EXPECT_LT(first_fortnight.value(), 0.65 * settled.value());
}

// The effect of a day on a store changes all its products. Even and odd products rise and fall together from
// one Tuesday to the next. Their prices and promotions are independent.
TEST(demo_demand, of_one_store_moves_together) {
    const demo_chain& chain = default_chain();
    std::map<std::pair<int, sys_days>, std::array<double, 2>> totals;
    for_each_row(chain, [&](const demo_day& row) {
        if (is_regular(row.product) && describe_day(row.date).day_of_week == 1 &&
            !near_holiday(chain, index_of(chain, row))) {
            totals[{row.store, row.date}].at(static_cast<std::size_t>(row.product) % 2) += row.demand;
        }
    });
    double even_squares = 0;
    double odd_squares = 0;
    double products = 0;
    for (const auto& [key, total] : totals) {
        const auto next = totals.find({key.first, key.second + days{7}});
        if (next != totals.end()) {
            const double even = std::log(next->second[0] / total[0]);
            const double odd = std::log(next->second[1] / total[1]);
            even_squares += even * even;
            odd_squares += odd * odd;
            products += even * odd;
        }
    }
    EXPECT_GT(products / std::sqrt(even_squares * odd_squares), 0.3);
}

}  // namespace
}  // namespace forecast_warehouse::core
