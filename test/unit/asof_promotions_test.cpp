#include "core/asof/asof_promotions.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "core/random.hpp"

namespace forecast_warehouse::core {
namespace {

using promotions_given = std::vector<promotion_window>;
using id = std::optional<std::int64_t>;
using price = std::optional<std::int64_t>;

constexpr std::int32_t bread = 7;
constexpr day_number first_day = std::numeric_limits<day_number>::min();

asof_promotions promotions_of(promotions_given given) {
    asof_promotions promotions;
    promotions.add(bread, given);
    return promotions;
}

id best(const asof_promotions& promotions, std::int32_t store, day_number day, price price) {
    const auto found = promotions.find(bread, store, day);
    return found.any() ? id(promotions.best(found, price)) : std::nullopt;
}

// A share as a fraction; of none, both are 0.
struct share {
    std::int64_t part;
    std::int64_t whole;
};

share larger(share left, share right) {
    if (left.whole == 0 || right.whole == 0) {
        return left.whole == 0 ? right : left;
    }
    return left.part * right.whole >= right.part * left.whole ? left : right;
}

share share_of(const promotion_window& given, price price) {
    const share by_pct = given.pct ? share{*given.pct, 10000} : share{0, 0};
    const share by_amount = given.cents && price && *price > 0 ? share{*given.cents, *price} : share{0, 0};
    return larger(by_pct, by_amount);
}

// Whether a promotion goes before another one, as ORDER BY says it.
bool goes_before(const promotion_window& left, const promotion_window& right, price price) {
    const share a = share_of(left, price);
    const share b = share_of(right, price);
    if ((a.whole == 0) != (b.whole == 0)) {
        return b.whole == 0;
    }
    if (a.part * b.whole != b.part * a.whole) {
        return a.part * b.whole > b.part * a.whole;
    }
    if ((left.store == whole_chain) != (right.store == whole_chain)) {
        return right.store == whole_chain;
    }
    return left.from != right.from ? left.from > right.from : left.id > right.id;
}

id look_at_all(const promotions_given& given, std::int32_t store, day_number day, price price) {
    const promotion_window* chosen = nullptr;
    for (const promotion_window& each : given) {
        const bool counts = each.store == whole_chain || each.store == store;
        if (counts && each.from <= day && day <= each.to &&
            (chosen == nullptr || goes_before(each, *chosen, price))) {
            chosen = &each;
        }
    }
    return chosen == nullptr ? std::nullopt : id(chosen->id);
}

TEST(asof_promotions, nothing_is_in_force_without_windows) {
    EXPECT_FALSE(asof_promotions().holds(bread));
    EXPECT_FALSE(asof_promotions().find(bread, 1, 0).any());
    EXPECT_TRUE(promotions_of({}).holds(bread));
    EXPECT_FALSE(promotions_of({}).find(bread, 1, 0).any());
}

TEST(asof_promotions, both_ends_are_in_the_window) {
    const asof_promotions promotions = promotions_of({{1, 10, 20, 2500, {}, 1}});
    EXPECT_EQ(best(promotions, 1, 9, 100), std::nullopt);
    EXPECT_EQ(best(promotions, 1, 10, 100), 1);
    EXPECT_EQ(best(promotions, 1, 20, 100), 1);
    EXPECT_EQ(best(promotions, 1, 21, 100), std::nullopt);
    EXPECT_EQ(best(promotions, 2, 10, 100), std::nullopt);
}

TEST(asof_promotions, an_amount_is_weighed_by_the_price) {
    const asof_promotions promotions = promotions_of({{1, 0, 9, 2500, {}, 1}, {1, 0, 9, {}, 220, 2}});
    EXPECT_EQ(best(promotions, 1, 0, 800), 2);   // 27.5 %
    EXPECT_EQ(best(promotions, 1, 0, 1000), 1);  // 22 %
    EXPECT_EQ(best(promotions, 1, 0, 880), 2);   // 25 % each: the higher id
    EXPECT_EQ(best(promotions, 1, 0, 0), 1);
    EXPECT_EQ(best(promotions, 1, 0, std::nullopt), 1);
}

TEST(asof_promotions, the_choice_depends_on_the_price_where_there_are_amounts_only) {
    const asof_promotions promotions =
        promotions_of({{whole_chain, 0, 9, {}, 220, 1}, {1, 0, 20, 2500, {}, 2}});
    EXPECT_TRUE(promotions.find(bread, 1, 9).depends_on_price());
    EXPECT_FALSE(promotions.find(bread, 1, 10).depends_on_price());
}

TEST(asof_promotions, of_two_discounts_the_larger_one_counts) {
    const asof_promotions promotions = promotions_of({{1, 0, 9, 1000, 500, 1}, {1, 0, 9, 2000, {}, 2}});
    EXPECT_EQ(best(promotions, 1, 0, 1000), 1);   // 50 % against 20 %
    EXPECT_EQ(best(promotions, 1, 0, 10000), 2);  // 10 % against 20 %
}

TEST(asof_promotions, one_that_says_nothing_comes_last) {
    const asof_promotions promotions =
        promotions_of({{1, 5, 9, {}, {}, 9}, {whole_chain, 0, 9, {}, 1, 1}, {whole_chain, 0, 3, 0, {}, 2}});
    EXPECT_EQ(best(promotions, 1, 5, 1000), 1);
    EXPECT_EQ(best(promotions, 1, 5, 0), 9);
    EXPECT_EQ(best(promotions, 1, 5, std::nullopt), 9);
    EXPECT_EQ(best(promotions, 1, 3, std::nullopt), 2);
    EXPECT_EQ(best(promotions, 2, 4, std::nullopt), 1);
}

TEST(asof_promotions, among_equals_the_stores_then_the_latest_then_the_highest_id) {
    const asof_promotions promotions = promotions_of({{whole_chain, 3, 9, 1000, {}, 9},
                                                      {1, 0, 9, 1000, {}, 5},
                                                      {1, 2, 9, 1000, {}, 3},
                                                      {1, 2, 9, 1000, {}, 4}});
    EXPECT_EQ(best(promotions, 1, 1, 100), 5);
    EXPECT_EQ(best(promotions, 1, 3, 100), 4);
    EXPECT_EQ(best(promotions, 2, 3, 100), 9);
    EXPECT_EQ(best(promotions, whole_chain, 3, 100), 9);
}

TEST(asof_promotions, large_amounts_stay_exact) {
    constexpr std::int64_t most = 9'999'999'999;
    const asof_promotions promotions = promotions_of({{1, 0, 9, 9999, {}, 1}, {1, 0, 9, {}, most - 1, 2}});
    EXPECT_EQ(best(promotions, 1, 0, most), 2);
    EXPECT_EQ(best(promotions_of({{1, 0, 9, 10000, {}, 1}, {1, 0, 9, {}, most - 1, 2}}), 1, 0, most), 1);
}

TEST(asof_promotions, days_reach_from_the_first_number_to_the_last) {
    const asof_promotions promotions =
        promotions_of({{1, first_day, no_end, 1000, {}, 1}, {1, no_end, no_end, 2000, {}, 2}});
    EXPECT_EQ(best(promotions, 1, first_day, 1), 1);
    EXPECT_EQ(best(promotions, 1, no_end - 1, 1), 1);
    EXPECT_EQ(best(promotions, 1, no_end, 1), 2);
}

// Few different values, so that shares are equal often.
TEST(asof_promotions, random_windows_are_chosen_as_by_looking_at_all_of_them) {
    int found = 0;
    int looked_up = 0;
    for (std::uint64_t round = 0; round < 2000; ++round) {
        random_stream random = stream(20240102, round);
        promotions_given given(random.below(14));
        std::int64_t next = 0;
        for (promotion_window& each : given) {
            each.store = random.one_in(3) ? whole_chain : random.between(1, 2);
            each.from = random.between(0, 20);
            each.to = random.one_in(8) ? no_end : std::max(each.from, random.between(0, 30));
            each.pct = random.one_in(2) ? std::nullopt : std::optional(random.between(0, 5) * 1000);
            each.cents =
                random.one_in(2) ? std::nullopt : std::optional<std::int64_t>(random.between(0, 5) * 50);
            each.id = random.one_in(2) ? ++next : 1000 - ++next;
        }
        const asof_promotions promotions = promotions_of(given);
        const std::vector<price> prices{std::nullopt, 0, 1, 500};
        for (const std::int32_t store : {whole_chain, 1, 2, 3}) {
            for (day_number day = -1; day <= 32; ++day) {
                for (const price& each : prices) {
                    const id expected = look_at_all(given, store, day, each);
                    ASSERT_EQ(best(promotions, store, day, each), expected)
                        << "round " << round << " day " << day;
                    found += expected ? 1 : 0;
                    ++looked_up;
                }
            }
        }
    }
    EXPECT_GT(found, looked_up / 3);
    EXPECT_LT(found, looked_up);
}

}  // namespace
}  // namespace forecast_warehouse::core
