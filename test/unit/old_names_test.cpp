#include "core/adoption/old_names.hpp"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "core/load/star.hpp"

namespace {

using namespace forecast_warehouse::core;

bool has(const std::vector<std::string_view>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

TEST(old_names, tables_lose_their_prefix) {
    EXPECT_EQ(plain_table_name("dim_store"), "store");
    EXPECT_EQ(plain_table_name("FCT_Sales"), "sales");
    EXPECT_EQ(plain_table_name("stores"), "stores");
    EXPECT_EQ(plain_table_name(""), "");
    EXPECT_EQ(plain_table_name("dim_"), "");
}

TEST(old_names, tables_and_columns_have_other_names) {
    EXPECT_TRUE(has(other_names_of_table("store"), "shops"));
    EXPECT_TRUE(has(other_names_of_table("product"), "items"));
    EXPECT_TRUE(has(other_names_of_column("store", "code"), "shop_no"));
    EXPECT_TRUE(has(other_names_of_column("sales_daily", "total_amount"), "revenue"));
    EXPECT_TRUE(other_names_of_table("location_of_nothing").empty());
    EXPECT_TRUE(other_names_of_column("store", "no_such_column").empty());
}

// A column of a table comes before the same column of any table.
TEST(old_names, names_of_a_table_come_first) {
    const auto names = other_names_of_column("product", "sku");
    const auto code = std::find(names.begin(), names.end(), "item_code");
    const auto id = std::find(names.begin(), names.end(), "item_id");
    ASSERT_NE(code, names.end());
    ASSERT_NE(id, names.end());
    EXPECT_LT(code - names.begin(), id - names.begin());
}

// Two tables with one other name would both be found in the same old table.
TEST(old_names, no_two_tables_share_a_name) {
    std::set<std::string_view> seen;
    for (const star* star : stars()) {
        for (const feed& each : star->feeds) {
            for (const std::string_view name : other_names_of_table(each.table)) {
                EXPECT_TRUE(seen.insert(name).second) << name;
            }
        }
    }
}

}  // namespace
