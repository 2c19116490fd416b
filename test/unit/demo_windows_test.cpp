// Prices and promotions.
#include "core/demo/demo.hpp"

#include <set>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "demo_support.hpp"

namespace forecast_warehouse::core {
namespace {

TEST(demo_prices, cover_every_day_of_a_product_chain_wide_without_a_gap) {
    const demo_chain& chain = default_chain();
    std::size_t changes = 0;
    for (std::size_t i = 0; i < chain.products.size(); ++i) {
        sys_days next = chain.products[i].launch;
        std::int64_t before = 0;
        bool open = false;
        for (const demo_price& price : chain.prices[i]) {
            if (price.store == chain_wide) {
                ASSERT_FALSE(open);
                ASSERT_EQ(price.valid_from, next);
                ASSERT_NE(price.price_cents, before);
                changes += before != 0 ? 1U : 0U;
                before = price.price_cents;
                open = !price.valid_to.has_value();
                next = price.valid_to.value_or(next) + days{1};
            }
        }
        ASSERT_TRUE(open) << chain.products[i].sku;
    }
    EXPECT_GT(changes, 2 * chain.products.size());
}

TEST(demo_prices, of_one_product_and_store_never_overlap) {
    const demo_chain& chain = default_chain();
    int store_windows = 0;
    for (std::size_t i = 0; i < chain.products.size(); ++i) {
        const demo_price* before = nullptr;
        for (const demo_price& price : chain.prices[i]) {
            ASSERT_EQ(price.product, static_cast<int>(i));
            ASSERT_GE(price.valid_from, chain.products[i].launch);
            ASSERT_LE(price.valid_from, chain.data.settings().last);
            ASSERT_TRUE(!price.valid_to || *price.valid_to >= price.valid_from);
            ASSERT_TRUE(is_printed(price.price_cents)) << price.price_cents;
            if (before != nullptr && before->store == price.store) {
                ASSERT_TRUE(before->valid_to && *before->valid_to < price.valid_from);
            } else {
                ASSERT_TRUE(before == nullptr || before->store < price.store);
            }
            store_windows += price.store != chain_wide ? 1 : 0;
            before = &price;
        }
    }
    EXPECT_GT(store_windows, 50);
}

TEST(demo_promotions, have_one_discount_and_stay_inside_the_life_of_a_product) {
    const demo_chain& chain = default_chain();
    int percentages = 0;
    int amounts = 0;
    for (std::size_t i = 0; i < chain.products.size(); ++i) {
        for (const demo_promotion& promotion : chain.promotions[i]) {
            ASSERT_EQ(promotion.product, static_cast<int>(i));
            ASSERT_NE(promotion.discount_bp.has_value(), promotion.discount_cents.has_value());
            ASSERT_TRUE(!promotion.discount_bp ||
                        (*promotion.discount_bp >= 1000 && *promotion.discount_bp <= 4000));
            ASSERT_TRUE(!promotion.discount_cents ||
                        (*promotion.discount_cents > 0 &&
                         *promotion.discount_cents * 2 < chain.products[i].base_price_cents));
            ASSERT_GE(promotion.start, chain.products[i].launch);
            ASSERT_LE(promotion.start, promotion.end);
            ASSERT_LE(promotion.end, chain.data.settings().last);
            ASSERT_LE(promotion.name.size(), 200U);
            percentages += promotion.discount_bp ? 1 : 0;
            amounts += promotion.discount_cents ? 1 : 0;
        }
    }
    EXPECT_GT(percentages, 500);
    EXPECT_GT(amounts, 50);
}

// The rule of loads is weaker: windows of two names may overlap.
TEST(demo_promotions, of_one_product_and_store_never_overlap_and_have_names_of_their_own) {
    const demo_chain& chain = default_chain();
    int chain_windows = 0;
    int store_windows = 0;
    for (const auto& promotions : chain.promotions) {
        std::set<std::pair<int, std::string>> names;
        for (std::size_t i = 0; i < promotions.size(); ++i) {
            ASSERT_TRUE(names.emplace(promotions[i].store, promotions[i].name).second);
            if (i > 0 && promotions[i - 1].store == promotions[i].store) {
                ASSERT_LT(promotions[i - 1].end, promotions[i].start);
            } else {
                ASSERT_TRUE(i == 0 || promotions[i - 1].store < promotions[i].store);
            }
            (promotions[i].store == chain_wide ? chain_windows : store_windows)++;
        }
    }
    EXPECT_GT(chain_windows, 200);
    EXPECT_GT(store_windows, 200);
}

TEST(demo_promotions, round_half_cents_up_and_stop_at_zero) {
    demo_promotion promotion{};
    EXPECT_EQ(discounted_cents(promotion, 199), 199);
    promotion.discount_bp = 1500;
    EXPECT_EQ(discounted_cents(promotion, 199), 169);  // 169.15
    EXPECT_EQ(discounted_cents(promotion, 10), 9);     // 8.5
    EXPECT_EQ(discounted_cents(promotion, 0), 0);
    promotion.discount_bp = 10000;
    EXPECT_EQ(discounted_cents(promotion, 199), 0);
    promotion.discount_bp.reset();
    promotion.discount_cents = 50;
    EXPECT_EQ(discounted_cents(promotion, 199), 149);
    EXPECT_EQ(discounted_cents(promotion, 49), 0);
}

}  // namespace
}  // namespace forecast_warehouse::core
