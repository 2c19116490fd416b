#include "core/asof/windows_by_product.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "core/asof/asof_prices.hpp"
#include "core/random.hpp"

namespace forecast_warehouse::core {
namespace {

using windows = windows_by_product<price_window>;
using ids_by_product = std::map<std::int32_t, std::vector<std::int64_t>>;

price_window window_with(std::int64_t id) {
    return {whole_chain, 0, no_end, 100, id};
}

// The ids of all windows by their products; a product must come once only.
ids_by_product ids_of(windows& given) {
    ids_by_product ids;
    EXPECT_TRUE(given.each_product([&](std::int32_t product, std::span<price_window> of_product) {
        EXPECT_FALSE(ids.contains(product));
        for (const price_window& each : of_product) {
            ids[product].push_back(each.id);
        }
        std::sort(ids[product].begin(), ids[product].end());
        return true;
    }));
    return ids;
}

TEST(windows_by_product, nothing_comes_of_nothing) {
    windows given;
    EXPECT_TRUE(ids_of(given).empty());
    EXPECT_EQ(given.size(), 0U);
}

TEST(windows_by_product, products_come_in_the_order_in_which_they_were_met) {
    windows given;
    std::int64_t id = 0;
    for (const std::int32_t product : {7, -3, 7, 2, -3, 7}) {
        given.add(product, window_with(++id));
    }
    std::vector<std::int32_t> order;
    given.each_product([&](std::int32_t product, std::span<price_window> /*windows*/) {
        order.push_back(product);
        return true;
    });
    EXPECT_EQ(order, (std::vector<std::int32_t>{7, -3, 2}));
    EXPECT_EQ(ids_of(given), (ids_by_product{{7, {1, 3, 6}}, {-3, {2, 5}}, {2, {4}}}));
}

TEST(windows_by_product, a_stopped_walk_calls_no_more) {
    windows given;
    given.add(1, window_with(1));
    given.add(2, window_with(2));
    int calls = 0;
    EXPECT_FALSE(given.each_product([&](std::int32_t /*product*/, std::span<price_window> /*windows*/) {
        ++calls;
        return false;
    }));
    EXPECT_EQ(calls, 1);
}

// Products of one window and of many, in one run each and all mixed up.
TEST(windows_by_product, every_window_is_with_its_product_whatever_the_order) {
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        random_stream dice(seed);
        const auto products = 1 + dice.below(30);
        const auto count = static_cast<std::int64_t>(dice.below(400));
        windows given;
        ids_by_product expected;
        std::int32_t product = 0;
        for (std::int64_t id = 1; id <= count; ++id) {
            if (seed % 2 == 0 || dice.one_in(5)) {
                product = static_cast<std::int32_t>(dice.below(products)) - 5;
            }
            given.add(product, window_with(id));
            expected[product].push_back(id);
        }
        EXPECT_EQ(ids_of(given), expected) << "seed " << seed;
    }
}

TEST(windows_by_product, bytes_grow_with_the_windows) {
    windows given;
    for (std::int64_t id = 1; id <= 1000; ++id) {
        given.add(static_cast<std::int32_t>(id), window_with(id));
    }
    EXPECT_GE(given.bytes(), 1000 * (sizeof(price_window) + sizeof(std::uint32_t)));
}

}  // namespace
}  // namespace forecast_warehouse::core
