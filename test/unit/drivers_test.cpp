#include "core/features/drivers.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <tuple>
#include <vector>

#include "core/random.hpp"

namespace forecast_warehouse::core {
namespace {

using prices = std::vector<price_in_window>;
using promotions = std::vector<promotion_in_window>;
using amount = std::optional<std::int64_t>;

// From the definition: every day compares all windows.
amount price_at(const prices& all, day_number day) {
    const price_in_window* best = nullptr;
    for (const price_in_window& each : all) {
        if (each.days.from <= day && day <= each.days.to &&
            (best == nullptr || std::tuple(best->of_store, best->days.from, best->id) <
                                    std::tuple(each.of_store, each.days.from, each.id))) {
            best = &each;
        }
    }
    return best == nullptr ? std::nullopt : best->cents;
}

planned_drivers drivers_at(const prices& all, const promotions& planned, day_number day) {
    planned_drivers expected;
    expected.price_cents = price_at(all, day);
    const amount before = price_at(all, day - 7);
    if (expected.price_cents && before && *before > 0) {
        expected.price_change = static_cast<double>(*expected.price_cents) / static_cast<double>(*before) - 1;
    }
    double best = -1;
    for (const promotion_in_window& each : planned) {
        if (each.days.from > day || day > each.days.to) {
            continue;
        }
        expected.on_promotion = true;
        if (each.discount_share) {
            best = std::max(best, static_cast<double>(*each.discount_share) / 10'000);
        }
        if (each.discount_cents && expected.price_cents && *expected.price_cents > 0) {
            best = std::max(
                best, static_cast<double>(*each.discount_cents) / static_cast<double>(*expected.price_cents));
        }
    }
    if (!expected.on_promotion) {
        expected.discount_share = 0;
    } else if (best >= 0) {
        expected.discount_share = std::min<std::int64_t>(std::lround(best * 10'000), 10'000);
    }
    return expected;
}

void expect_same(const planned_drivers& found, const planned_drivers& wanted, day_number day) {
    ASSERT_EQ(found.price_cents, wanted.price_cents) << day;
    ASSERT_EQ(found.price_change.has_value(), wanted.price_change.has_value()) << day;
    ASSERT_NEAR(found.price_change.value_or(0), wanted.price_change.value_or(0), 1e-12) << day;
    ASSERT_EQ(found.on_promotion, wanted.on_promotion) << day;
    ASSERT_EQ(found.discount_share, wanted.discount_share) << day;
}

window any_window(random_stream& random) {
    const day_number from = random.between(-10, 40);
    return {from, random.one_in(4) ? no_end : from + random.between(0, 15)};
}

amount any_amount(random_stream& random, std::int32_t most) {
    return random.one_in(3) ? std::nullopt : amount(random.between(0, most));
}

TEST(drivers, of_no_windows) {
    const prices none;
    const promotions nothing;
    series_drivers drivers;
    drivers.begin(none, nothing);
    EXPECT_FALSE(drivers.at(1).price_cents);
    EXPECT_FALSE(drivers.at(2).on_promotion);
    EXPECT_EQ(drivers.at(3).discount_share, 0);
}

TEST(drivers, the_stores_price_goes_before_the_chains) {
    const prices all{{{1, no_end}, true, 1, 500}, {{5, no_end}, false, 2, 400}, {{9, 9}, true, 3, 300}};
    const promotions nothing;
    series_drivers drivers;
    drivers.begin(all, nothing);
    EXPECT_EQ(drivers.at(0).price_cents, std::nullopt);
    EXPECT_EQ(drivers.at(5).price_cents, 500);
    EXPECT_EQ(drivers.at(9).price_cents, 300);
    EXPECT_DOUBLE_EQ(*drivers.at(10).price_change, 0);
}

TEST(drivers, change_against_a_week_before) {
    const prices all{{{1, 10}, false, 1, 200}, {{11, no_end}, false, 2, 150}};
    const promotions nothing;
    series_drivers drivers;
    drivers.begin(all, nothing);
    EXPECT_FALSE(drivers.at(7).price_change);
    EXPECT_DOUBLE_EQ(*drivers.at(8).price_change, 0);
    EXPECT_DOUBLE_EQ(*drivers.at(11).price_change, -0.25);
    EXPECT_DOUBLE_EQ(*drivers.at(17).price_change, -0.25);
    EXPECT_DOUBLE_EQ(*drivers.at(18).price_change, 0);
}

TEST(drivers, a_price_that_is_no_number_is_not_known) {
    const prices all{{{1, no_end}, false, 1, 200}, {{5, 9}, true, 2, std::nullopt}};
    const promotions nothing;
    series_drivers drivers;
    drivers.begin(all, nothing);
    EXPECT_EQ(drivers.at(4).price_cents, 200);
    EXPECT_EQ(drivers.at(5).price_cents, std::nullopt);
    EXPECT_EQ(drivers.at(10).price_cents, 200);
}

TEST(drivers, a_discount_is_a_share_of_the_price_in_force) {
    const prices all{{{1, 5}, false, 1, 200}, {{6, no_end}, false, 2, 100}};
    const promotions planned{
        {{1, 9}, std::nullopt, 50}, {{2, 9}, 3000, std::nullopt}, {{9, 9}, std::nullopt, 500}};
    series_drivers drivers;
    drivers.begin(all, planned);
    EXPECT_EQ(drivers.at(1).discount_share, 2500);
    EXPECT_EQ(drivers.at(2).discount_share, 3000);
    EXPECT_EQ(drivers.at(6).discount_share, 5000);
    EXPECT_EQ(drivers.at(9).discount_share, 10'000);
    EXPECT_EQ(drivers.at(10).discount_share, 0);
}

TEST(drivers, a_promotion_that_says_nothing_is_one) {
    const prices none;
    const promotions planned{{{1, 2}, std::nullopt, 50}, {{4, 4}, std::nullopt, std::nullopt}};
    series_drivers drivers;
    drivers.begin(none, planned);
    EXPECT_TRUE(drivers.at(1).on_promotion);
    EXPECT_FALSE(drivers.at(2).discount_share);
    EXPECT_FALSE(drivers.at(3).on_promotion);
    EXPECT_TRUE(drivers.at(4).on_promotion);
    EXPECT_FALSE(drivers.at(4).discount_share);
}

TEST(drivers, are_what_a_look_at_all_windows_says) {
    random_stream random{11};
    series_drivers drivers;
    for (int number = 0; number < 3'000; ++number) {
        prices all;
        for (std::uint32_t left = random.below(8); left > 0; --left) {
            all.push_back({any_window(random), random.one_in(2), static_cast<std::int64_t>(left),
                           std::int64_t{random.between(0, 3)} * 100});
        }
        promotions planned;
        for (std::uint32_t left = random.below(6); left > 0; --left) {
            planned.push_back({any_window(random), any_amount(random, 10'000), any_amount(random, 400)});
        }
        const auto earlier = [](const auto& left, const auto& right) {
            return left.days.from < right.days.from;
        };
        std::sort(all.begin(), all.end(), earlier);
        std::sort(planned.begin(), planned.end(), earlier);
        drivers.begin(all, planned);
        for (day_number day = -12; day < 60; day += random.one_in(9) ? 5 : 1) {
            ASSERT_NO_FATAL_FAILURE(expect_same(drivers.at(day), drivers_at(all, planned, day), day))
                << number;
        }
    }
}

}  // namespace
}  // namespace forecast_warehouse::core
