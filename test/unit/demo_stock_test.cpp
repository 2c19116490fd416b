// Rows of sales, and stock.
#include "core/demo/demo.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include <gtest/gtest.h>

#include "core/calendar.hpp"
#include "demo_support.hpp"

namespace forecast_warehouse::core {
namespace {

TEST(demo_rows, exist_for_every_day_from_launch_to_the_end) {
    const demo_chain& chain = default_chain();
    ASSERT_EQ(chain.series.size(), 500U);
    for (std::size_t i = 0; i < chain.series.size(); ++i) {
        const auto& rows = chain.series[i];
        const demo_product& product = chain.products[i % 50];
        ASSERT_EQ(rows.size(), static_cast<std::size_t>((day(2025, 12, 31) - product.launch).count()) + 1);
        for (std::size_t j = 0; j < rows.size(); ++j) {
            ASSERT_EQ(rows[j].date, product.launch + days{j});
            ASSERT_EQ(rows[j].store, static_cast<int>(i / 50));
            ASSERT_EQ(rows[j].product, static_cast<int>(i % 50));
        }
    }
}

TEST(demo_rows, hold_amounts_that_fit_together) {
    std::int64_t sold = 0;
    for_each_row(default_chain(), [&](const demo_day& row) {
        ASSERT_GE(row.quantity, 0);
        ASSERT_GE(row.demand, row.quantity);
        ASSERT_GE(row.on_hand, 0);
        ASSERT_GE(row.on_order, 0);
        ASSERT_GT(row.unit_price_cents, 0);
        ASSERT_EQ(row.total_cents, row.quantity * row.unit_price_cents);
        ASSERT_LT(row.total_cents, 10'000'000'000);  // numeric(12,2) holds 9999999999.99
        sold += row.quantity;
    });
    EXPECT_GT(sold, 1'000'000);
}

TEST(demo_rows, cost_the_price_in_force_less_the_best_promotion) {
    const demo_chain& chain = default_chain();
    int store_priced = 0;
    int promoted = 0;
    int contested = 0;
    for (std::size_t i = 0; i < chain.series.size(); i += 3) {
        for (const demo_day& row : chain.series[i]) {
            const std::optional<std::int64_t> price = price_in_force(chain, row);
            ASSERT_TRUE(price.has_value()) << iso_date(row.date);
            ASSERT_EQ(row.unit_price_cents, best_price(chain, row, *price)) << iso_date(row.date);
            const auto& prices = chain.prices[static_cast<std::size_t>(row.product)];
            const auto& promotions = chain.promotions[static_cast<std::size_t>(row.product)];
            store_priced += std::any_of(prices.begin(), prices.end(), [&](const demo_price& window) {
                return window.store == row.store && in_force(window, row.date);
            });
            promoted += row.unit_price_cents < *price ? 1 : 0;
            contested +=
                std::count_if(promotions.begin(), promotions.end(), [&](const demo_promotion& window) {
                    return (window.store == row.store || window.store == chain_wide) &&
                           window.start <= row.date && row.date <= window.end;
                }) > 1;
        }
    }
    EXPECT_GT(store_priced, 1000);
    EXPECT_GT(promoted, 5000);
    EXPECT_GT(contested, 100);
}

TEST(demo_stock, runs_out_exactly_when_demand_is_above_it) {
    mean stockouts;
    std::int64_t lost = 0;
    std::int64_t demand = 0;
    std::set<std::pair<int, int>> series;
    for_each_row(default_chain(), [&](const demo_day& row) {
        ASSERT_EQ(row.stockout, row.quantity < row.demand);
        if (row.stockout) {
            ASSERT_EQ(row.on_hand, 0);
            series.emplace(row.store, row.product);
        }
        stockouts.add(row.stockout ? 1 : 0);
        lost += row.demand - row.quantity;
        demand += row.demand;
    });
    EXPECT_GT(stockouts.value(), 0.01);
    EXPECT_LT(stockouts.value(), 0.06);
    EXPECT_GT(static_cast<double>(lost) / static_cast<double>(demand), 0.005);
    EXPECT_LT(static_cast<double>(lost) / static_cast<double>(demand), 0.05);
    EXPECT_GT(series.size(), 400U);
}

TEST(demo_stock, censors_sales) {
    const demo_chain& chain = default_chain();
    double sold = 0;
    double usual = 0;
    for (const auto& rows : chain.series) {
        for (std::size_t i = 14; i + 14 < rows.size() && is_regular(rows[i].product); ++i) {
            if (!rows[i].stockout) {
                continue;
            }
            mean same_weekday;
            for (const std::size_t other : {i - 14, i - 7, i + 7, i + 14}) {
                if (!rows[other].stockout) {
                    same_weekday.add(rows[other].quantity);
                }
            }
            if (same_weekday.count > 0) {
                sold += rows[i].quantity;
                usual += same_weekday.value();
            }
        }
    }
    ASSERT_GT(usual, 10000);
    EXPECT_LT(sold, 0.8 * usual);
}

// A delivery was on order the evening before. The stock is the stock of the day before, plus deliveries,
// less sales.
TEST(demo_stock, is_what_was_there_and_came_less_what_sold) {
    std::int64_t ordered_days = 0;
    std::int64_t received_days = 0;
    for (const auto& rows : default_chain().series) {
        for (std::size_t i = 1; i < rows.size(); ++i) {
            const int received = rows[i].on_hand + rows[i].quantity - rows[i - 1].on_hand;
            ASSERT_GE(received, 0);
            ASSERT_LE(received, rows[i - 1].on_order);
            const int ordered = rows[i].on_order - (rows[i - 1].on_order - received);
            ASSERT_GE(ordered, 0);
            received_days += received > 0 ? 1 : 0;
            ordered_days += ordered > 0 ? 1 : 0;
        }
        ASSERT_EQ(rows.front().on_hand + rows.front().quantity > 0, true);
    }
    EXPECT_GT(ordered_days, 50000);
    EXPECT_GT(received_days, 40000);
}

// An order is delivered after 2 to 6 days, and one in 25 up to 12 days later. The test looks at orders
// without another one.
TEST(demo_stock, arrives_after_its_lead_time) {
    std::map<std::size_t, int> leads;
    int total = 0;
    for (const auto& rows : default_chain().series) {
        for (std::size_t i = 1; i < rows.size(); ++i) {
            if (rows[i - 1].on_order != 0 || rows[i].on_order == 0) {
                continue;
            }
            std::size_t lead = 1;
            while (i + lead < rows.size() &&
                   rows[i + lead].on_hand + rows[i + lead].quantity == rows[i + lead - 1].on_hand) {
                ++lead;
            }
            if (i + lead < rows.size()) {
                ++leads[lead];
                ++total;
            }
        }
    }
    ASSERT_GT(total, 5000);
    EXPECT_GE(leads.begin()->first, 2U);
    EXPECT_LE(leads.rbegin()->first, 18U);
    int prompt = 0;
    for (std::size_t lead = 2; lead <= 6; ++lead) {
        EXPECT_GT(leads[lead], 100) << lead;
        prompt += leads[lead];
    }
    EXPECT_GT(prompt, total * 9 / 10);
    EXPECT_LT(prompt, total);
}

TEST(demo_stock, stays_in_proportion_to_sales) {
    mean on_hand;
    mean sold;
    for_each_row(default_chain(), [&](const demo_day& row) {
        on_hand.add(row.on_hand);
        sold.add(row.quantity);
    });
    EXPECT_GT(on_hand.value(), 1.0 * sold.value());
    EXPECT_LT(on_hand.value(), 6.0 * sold.value());
}

}  // namespace
}  // namespace forecast_warehouse::core
