#include "core/asof/asof_prices.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <tuple>
#include <vector>

#include "core/random.hpp"

namespace forecast_warehouse::core {
namespace {

using prices_given = std::vector<price_window>;
using price = std::optional<std::int64_t>;

constexpr std::int32_t product = 7;
constexpr day_number first_day = std::numeric_limits<day_number>::min();

asof_prices prices_of(prices_given given) {
    asof_prices prices;
    prices.add(product, given);
    return prices;
}

// Looks at every window, as a query with ORDER BY ... LIMIT 1 does.
price look_at_all(const prices_given& given, std::int32_t store, day_number day) {
    const price_window* best = nullptr;
    const auto rank = [](const price_window& each) {
        return std::tuple(each.store != whole_chain, each.from, each.id);
    };
    for (const price_window& each : given) {
        const bool counts = each.store == whole_chain || each.store == store;
        if (counts && each.from <= day && day <= each.to && (best == nullptr || rank(each) > rank(*best))) {
            best = &each;
        }
    }
    return best == nullptr ? std::nullopt : price(best->cents);
}

TEST(asof_prices, nothing_is_in_force_without_windows) {
    EXPECT_FALSE(asof_prices().holds(product));
    EXPECT_EQ(asof_prices().find(product, 1, 0), std::nullopt);
    const asof_prices prices = prices_of({});
    EXPECT_TRUE(prices.holds(product));
    EXPECT_EQ(prices.find(product, 1, 0), std::nullopt);
    EXPECT_EQ(prices.find(product, whole_chain, 0), std::nullopt);
}

TEST(asof_prices, both_ends_are_in_the_window) {
    const asof_prices prices = prices_of({{1, 10, 20, 500, 1}});
    EXPECT_EQ(prices.find(product, 1, 9), std::nullopt);
    EXPECT_EQ(prices.find(product, 1, 10), 500);
    EXPECT_EQ(prices.find(product, 1, 20), 500);
    EXPECT_EQ(prices.find(product, 1, 21), std::nullopt);
}

TEST(asof_prices, the_stores_own_price_beats_the_chains) {
    const asof_prices prices = prices_of({{whole_chain, 5, no_end, 900, 2}, {1, 0, 10, 500, 1}});
    EXPECT_EQ(prices.find(product, 1, 10), 500);
    EXPECT_EQ(prices.find(product, 1, 11), 900);
    EXPECT_EQ(prices.find(product, 2, 10), 900);
    EXPECT_EQ(prices.find(product, 2, 4), std::nullopt);
}

TEST(asof_prices, without_a_store_only_the_chains_count) {
    const asof_prices prices = prices_of({{whole_chain, 5, 8, 900, 2}, {1, 0, 10, 500, 1}});
    EXPECT_EQ(prices.find(product, whole_chain, 5), 900);
    EXPECT_EQ(prices.find(product, whole_chain, 9), std::nullopt);
}

TEST(asof_prices, the_later_first_day_counts_and_the_older_window_comes_back) {
    const asof_prices prices = prices_of({{1, 0, no_end, 100, 9}, {1, 10, 19, 200, 8}, {1, 12, 14, 300, 7}});
    EXPECT_EQ(prices.find(product, 1, 9), 100);
    EXPECT_EQ(prices.find(product, 1, 11), 200);
    EXPECT_EQ(prices.find(product, 1, 14), 300);
    EXPECT_EQ(prices.find(product, 1, 15), 200);
    EXPECT_EQ(prices.find(product, 1, 20), 100);
}

TEST(asof_prices, of_one_first_day_the_highest_id_counts) {
    const asof_prices prices = prices_of({{1, 0, 5, 200, 8}, {1, 0, 9, 100, 3}});
    EXPECT_EQ(prices.find(product, 1, 5), 200);
    EXPECT_EQ(prices.find(product, 1, 6), 100);
}

TEST(asof_prices, days_reach_from_the_first_number_to_the_last) {
    const asof_prices prices =
        prices_of({{1, first_day, no_end, 100, 1}, {1, 0, 0, 200, 2}, {1, no_end, no_end, 300, 3}});
    EXPECT_EQ(prices.find(product, 1, first_day), 100);
    EXPECT_EQ(prices.find(product, 1, 0), 200);
    EXPECT_EQ(prices.find(product, 1, no_end - 1), 100);
    EXPECT_EQ(prices.find(product, 1, no_end), 300);
}

TEST(asof_prices, products_do_not_meet) {
    asof_prices prices;
    for (std::int32_t each = -500; each < 500; ++each) {
        prices_given given{{whole_chain, 0, no_end, 1000 + each, 1}};
        prices.add(each * 1000, given);
    }
    for (std::int32_t each = -500; each < 500; ++each) {
        ASSERT_EQ(prices.find(each * 1000, 3, 0), 1000 + each);
    }
    EXPECT_EQ(prices.find(1, 3, 0), std::nullopt);
}

TEST(asof_prices, random_windows_are_found_as_by_looking_at_all_of_them) {
    int found = 0;
    int looked_up = 0;
    for (std::uint64_t round = 0; round < 2000; ++round) {
        random_stream random = stream(20240101, round);
        prices_given given(random.below(12));
        for (price_window& each : given) {
            each.store = random.one_in(3) ? whole_chain : random.between(1, 3);
            each.from = random.one_in(20) ? first_day : random.between(0, 30);
            each.to = random.one_in(4) ? no_end : std::max(each.from, random.between(0, 30));
            each.cents = random.between(0, 10000);
            each.id = random.between(1, 1000000);
        }
        const asof_prices prices = prices_of(given);
        for (const std::int32_t store : {whole_chain, 1, 2, 3, 4}) {
            for (const day_number day : {first_day, -1, 0, 1, 5, 10, 15, 20, 25, 29, 30, 31, no_end}) {
                const price expected = look_at_all(given, store, day);
                ASSERT_EQ(prices.find(product, store, day), expected) << "round " << round << " day " << day;
                found += expected ? 1 : 0;
                ++looked_up;
            }
        }
    }
    EXPECT_GT(found, looked_up / 3);
    EXPECT_LT(found, looked_up);
}

// More timelines than cached last hits: some of them share an entry, also with the chain.
TEST(asof_prices, whole_chains_are_looked_up_day_by_day_forth_and_back) {
    constexpr std::int32_t stores = 10000;
    asof_prices prices;
    for (const std::int32_t each : {product, product + 1}) {
        prices_given given{{whole_chain, 2, 8, each, 1}};
        for (std::int32_t store = 1; store <= stores; ++store) {
            given.push_back({store, 0, 3, 100 + store, 2});
            given.push_back({store, 5, 6, 200000 + store, 3});
        }
        prices.add(each, given);
    }
    for (const day_number day : {-1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 6, 3, 0, -1, 5}) {
        for (std::int32_t store = 1; store <= stores; ++store) {
            for (const std::int32_t each : {product, product + 1}) {
                price expected = day >= 2 && day <= 8 ? price(each) : std::nullopt;
                if (day >= 0 && day <= 3) {
                    expected = 100 + store;
                } else if (day == 5 || day == 6) {
                    expected = 200000 + store;
                }
                ASSERT_EQ(prices.find(each, store, day), expected) << "store " << store << " day " << day;
            }
        }
    }
}

TEST(asof_prices, memory_is_that_of_the_spans) {
    constexpr day_number windows_of_product = 1000;
    asof_prices prices;
    for (std::int32_t each = 1; each <= 100; ++each) {
        prices_given given;
        for (day_number day = 0; day < windows_of_product; ++day) {
            given.push_back({whole_chain, day, day, day, day});
        }
        prices.add(each, given);
    }
    constexpr std::size_t intervals = std::size_t{100} * windows_of_product * 16;
    EXPECT_GE(prices.bytes(), intervals);
    EXPECT_LE(prices.bytes(), (intervals + (intervals / 2)) + 10000);
}

}  // namespace
}  // namespace forecast_warehouse::core
