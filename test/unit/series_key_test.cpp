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

TEST(series_key, separates_store_and_product_and_sorts_by_both) {
    const std::vector<std::int32_t> stores{lowest, lowest + 1, -7, -1, 0, 1, 2, highest};
    const std::vector<std::int32_t> products{lowest, -7, -1, 0, 1, 2, highest};
    series_key before = 0;
    bool is_first = true;
    for (const std::int32_t store : stores) {
        for (const std::int32_t product : products) {
            const series_key key = key_of(store, product);
            EXPECT_EQ(store_of(key), store) << product;
            EXPECT_EQ(product_of(key), product) << store;
            EXPECT_TRUE(is_first || before < key) << store << " " << product;
            is_first = false;
            before = key;
        }
    }
}

}  // namespace
}  // namespace forecast_warehouse::core
