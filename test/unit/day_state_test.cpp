#include "core/features/day_state.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace forecast_warehouse::core {
namespace {

using enum day_state;

TEST(day_state, a_sale_comes_before_all_other_facts) {
    EXPECT_EQ(state_of({true, true, true, true, true, true, false}), sold);
}

TEST(day_state, the_first_reason_holds) {
    day_facts facts{true, false, true, true, true, true, false};
    EXPECT_EQ(state_of(facts), closed);
    facts.closed = false;
    EXPECT_EQ(state_of(facts), not_sold);
    facts.not_sold = false;
    EXPECT_EQ(state_of(facts), stocked_out);
    facts.stocked_out = false;
    EXPECT_EQ(state_of(facts), nothing_sold);
    facts.has_row = false;
    EXPECT_EQ(state_of(facts), unknown);
    facts.rejected = false;
    EXPECT_EQ(state_of(facts), unknown);
    facts.store_sent = true;
    EXPECT_EQ(state_of(facts), nothing_sold);
    EXPECT_EQ(state_of({}), nothing_sold);
}

TEST(day_state, two_days_have_the_state_that_says_most) {
    const std::vector order{sold, nothing_sold, stocked_out, unknown, closed, not_sold, none};
    for (const day_state one : order) {
        for (const day_state other : order) {
            const auto first = std::min(std::ranges::find(order, one), std::ranges::find(order, other));
            EXPECT_EQ(state_of_both(one, other), *first);
        }
    }
}

TEST(day_state, only_two_states_show_the_demand) {
    EXPECT_TRUE(is_observed(sold));
    EXPECT_TRUE(is_observed(nothing_sold));
    for (const day_state each : {none, stocked_out, unknown, closed, not_sold}) {
        EXPECT_FALSE(is_observed(each));
    }
}

TEST(day_state, has_a_name) {
    EXPECT_EQ(day_state_names.at(static_cast<std::size_t>(sold)), "sold");
    EXPECT_EQ(day_state_names.at(static_cast<std::size_t>(unknown)), "unknown");
    EXPECT_EQ(day_state_names.at(static_cast<std::size_t>(not_sold)), "not_sold");
}

}  // namespace
}  // namespace forecast_warehouse::core
