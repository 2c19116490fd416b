#include "core/features/series_key.hpp"

#include <limits>
#include <vector>

#include <gtest/gtest.h>

namespace forecast_warehouse::core {
namespace {

constexpr std::int32_t lowest = std::numeric_limits<std::int32_t>::min();
constexpr std::int32_t highest = std::numeric_limits<std::int32_t>::max();

// As SQL computes it.
series_key key_of(std::int32_t store, std::int32_t product) {
    return store * 4'294'967'296LL + (product + 2'147'483'648LL);
}

TEST(series_key, has_both_ids_and_sorts_by_both) {
    const std::vector<std::int32_t> stores{lowest, lowest + 1, -7, -1, 0, 1, 2, highest};
    const std::vector<std::int32_t> products{lowest, -7, -1, 0, 1, 2, highest};
    series_key before = 0;
    bool is_first = true;
    for (const std::int32_t store : stores) {
        for (const std::int32_t product : products) {
            const series_key key = key_of(store, product);
            EXPECT_EQ(first_id_of(key), store) << product;
            EXPECT_EQ(second_id_of(key), product) << store;
            EXPECT_TRUE(is_first || before < key) << store << " " << product;
            is_first = false;
            before = key;
        }
    }
}

TEST(series_key, is_computed_by_sql_from_the_dimensions_of_the_series) {
    EXPECT_EQ(series_key_of(sales_star(), "f"),
              "((f.store_id::pg_catalog.int8 OPERATOR(pg_catalog.*) 4294967296::pg_catalog.int8) "
              "OPERATOR(pg_catalog.+) "
              "(f.product_id::pg_catalog.int8 OPERATOR(pg_catalog.+) 2147483648::pg_catalog.int8))");
    star other = sales_star();
    other.series = {1, 0};
    EXPECT_TRUE(series_key_of(other, "row").starts_with("((row.product_id"));
}

}  // namespace
}  // namespace forecast_warehouse::core
