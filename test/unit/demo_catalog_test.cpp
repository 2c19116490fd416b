// Stores and products.
#include "core/demo/demo.hpp"

#include <map>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "demo_support.hpp"

namespace forecast_warehouse::core {
namespace {

TEST(demo_stores, have_unique_codes_and_texts_that_fit) {
    const demo_data data{settings_of(10000, 1, day(2024, 1, 1), day(2024, 1, 1)), {false}};
    std::set<std::string> codes;
    std::set<std::string> names;
    for (int i = 0; i < 10000; ++i) {
        const demo_store store = data.store(i);
        codes.insert(store.code);
        names.insert(store.name);
        ASSERT_LE(store.code.size(), 20U);
        ASSERT_LE(store.name.size(), 100U);
        ASSERT_LE(store.region.size(), 50U);
        ASSERT_LE(store.city.size(), 50U);
        ASSERT_LE(store.store_type.size(), 30U);
        ASSERT_FALSE(store.name.empty() || store.region.empty() || store.city.empty() ||
                     store.store_type.empty());
    }
    EXPECT_EQ(codes.size(), 10000U);
    EXPECT_EQ(names.size(), 10000U);
    EXPECT_EQ(data.store(0).code, "S001");
    EXPECT_EQ(data.store(9999).code, "S10000");
}

TEST(demo_stores, are_of_three_types_in_five_regions) {
    std::set<std::string> types;
    std::set<std::string> regions;
    for (const demo_store& store : default_chain().stores) {
        types.insert(store.store_type);
        regions.insert(store.region);
    }
    EXPECT_EQ(types, (std::set<std::string>{"Express", "Hypermarket", "Supermarket"}));
    EXPECT_EQ(regions, (std::set<std::string>{"Central", "East", "North", "South", "West"}));
}

TEST(demo_stores, sell_as_much_as_their_type_is_big) {
    const demo_chain& chain = default_chain();
    std::map<std::string, mean> sold;
    for_each_row(chain, [&](const demo_day& row) {
        sold[chain.stores[static_cast<std::size_t>(row.store)].store_type].add(row.quantity);
    });
    EXPECT_GT(sold["Hypermarket"].value(), 1.4 * sold["Supermarket"].value());
    EXPECT_GT(sold["Supermarket"].value(), 1.4 * sold["Express"].value());
}

TEST(demo_products, have_unique_skus_texts_that_fit_and_a_margin) {
    const demo_data data{settings_of(1, 100000, day(2024, 1, 1), day(2024, 1, 1)), {false}};
    std::set<std::string> skus;
    for (int i = 0; i < 100000; ++i) {
        const demo_product product = data.product(i);
        skus.insert(product.sku);
        ASSERT_LE(product.sku.size(), 50U);
        ASSERT_LE(product.name.size(), 200U);
        ASSERT_LE(product.category.size(), 100U);
        ASSERT_LE(product.brand.size(), 100U);
        ASSERT_EQ(product.name.find(product.brand), 0U) << product.name;
        ASSERT_TRUE(is_printed(product.base_price_cents)) << product.base_price_cents;
        ASSERT_GE(product.base_price_cents, 79);
        ASSERT_LE(product.base_price_cents, 2999);
        ASSERT_GT(product.base_cost_cents, 0);
        ASSERT_LT(product.base_cost_cents, product.base_price_cents);
    }
    EXPECT_EQ(skus.size(), 100000U);
    EXPECT_EQ(data.product(0).sku, "P00001");
}

TEST(demo_products, come_in_eight_categories_with_four_brands_each) {
    const demo_data data{settings_of(1, 400, day(2024, 1, 1), day(2024, 1, 1)), {false}};
    std::map<std::string, std::set<std::string>> brands;
    for (int i = 0; i < 400; ++i) {
        brands[data.product(i).category].insert(data.product(i).brand);
    }
    EXPECT_EQ(brands.size(), 8U);
    for (const auto& [category, names] : brands) {
        EXPECT_EQ(names.size(), 4U) << category;
    }
}

}  // namespace
}  // namespace forecast_warehouse::core
