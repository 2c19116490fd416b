#include "core/random.hpp"

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <set>
#include <vector>

#include <gtest/gtest.h>

namespace forecast_warehouse::core {
namespace {

// The numbers are those of Vigna's splitmix64.c for the state 1234567.
TEST(random, gives_the_numbers_of_the_published_generator) {
    random_stream random{1234567};
    EXPECT_EQ(random.next(), 6457827717110365317U);
    EXPECT_EQ(random.next(), 3203168211198807973U);
    EXPECT_EQ(random.next(), 9817491932198370423U);
    EXPECT_EQ(random.next(), 4593380528125082431U);
    EXPECT_EQ(random.next(), 16408922859458223821U);
}

TEST(random, can_be_computed_while_compiling) {
    constexpr std::uint64_t first = [] {
        random_stream random{1234567};
        return random.next();
    }();
    static_assert(first == 6457827717110365317U);
    EXPECT_EQ(random_stream{1234567}.next(), first);
}

TEST(random, sets_every_bit_half_of_the_time) {
    constexpr int draws = 100000;
    std::array<int, 64> ones{};
    random_stream random = stream(42, 1);
    for (int i = 0; i < draws; ++i) {
        const std::uint64_t bits = random.next();
        for (unsigned bit = 0; bit < 64; ++bit) {
            ones.at(bit) += static_cast<int>((bits >> bit) & 1U);
        }
    }
    for (const int count : ones) {
        EXPECT_NEAR(count, draws / 2.0, 800);  // five standard deviations
    }
}

// Chi square of the counts against equal shares stays below mean + 5 standard deviations.
void expect_even(std::uint32_t bound, int draws_each) {
    std::vector<int> counts(bound);
    random_stream random = stream(7, bound);
    const int draws = draws_each * static_cast<int>(bound);
    for (int i = 0; i < draws; ++i) {
        const std::uint32_t value = random.below(bound);
        ASSERT_LT(value, bound);
        ++counts[value];
    }
    double chi_square = 0;
    for (const int count : counts) {
        chi_square += static_cast<double>(count - draws_each) * (count - draws_each) / draws_each;
    }
    const double freedom = bound - 1.0;
    EXPECT_LT(chi_square, freedom + 5 * std::sqrt(2 * freedom)) << "bound " << bound;
}

TEST(random, gives_each_integer_below_a_bound_equally_often) {
    for (const std::uint32_t bound : {2U, 3U, 6U, 7U, 10U, 100U, 1000U}) {
        expect_even(bound, 2000);
    }
}

// The bound is three quarters of 2^32. Then 32 bits modulo the bound would give the lowest third twice as
// often. And 32 bits times the bound would give every third number twice as often.
TEST(random, is_not_biased_by_a_large_bound) {
    constexpr std::uint32_t bound = 3U << 30U;
    constexpr int draws = 90000;
    std::array<int, 3> thirds{};
    std::array<int, 3> remainders{};
    random_stream random = stream(11, 2);
    for (int i = 0; i < draws; ++i) {
        const std::uint32_t value = random.below(bound);
        ++thirds.at(value >> 30U);
        ++remainders.at(value % 3);
    }
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_NEAR(thirds.at(i), draws / 3.0, 750);
        EXPECT_NEAR(remainders.at(i), draws / 3.0, 750);
    }
}

TEST(random, below_one_is_always_zero) {
    random_stream random{3};
    for (int i = 0; i < 100; ++i) {
        ASSERT_EQ(random.below(1), 0U);
    }
}

TEST(random, reaches_both_ends_between) {
    std::set<int> seen;
    random_stream random{5};
    for (int i = 0; i < 1000; ++i) {
        seen.insert(random.between(-3, 4));
    }
    EXPECT_EQ(seen, (std::set<int>{-3, -2, -1, 0, 1, 2, 3, 4}));
    EXPECT_EQ(random.between(9, 9), 9);
}

TEST(random, is_true_one_time_in_many) {
    int hits = 0;
    random_stream random{8};
    for (int i = 0; i < 80000; ++i) {
        hits += random.one_in(8) ? 1 : 0;
    }
    EXPECT_NEAR(hits, 10000, 470);
}

// Part of what a seed means: other numbers here would change every warehouse made from a seed.
TEST(random, keys_mean_the_same_streams_for_ever) {
    EXPECT_EQ(stream(42, 1, 2, 3).next(), 154953774558054057U);
    EXPECT_EQ(stream(0, 0).next(), 8695987549771912286U);
    EXPECT_EQ(stream(42, 1).next(), stream(42, 1, 0, 0).next());
}

TEST(random, gives_every_key_a_stream_of_its_own) {
    std::set<std::uint64_t> firsts;
    for (std::uint64_t seed = 0; seed < 4; ++seed) {
        for (std::uint64_t a = 0; a < 10; ++a) {
            for (std::uint64_t b = 0; b < 20; ++b) {
                for (std::uint64_t c = 0; c < 50; ++c) {
                    firsts.insert(stream(seed, a, b, c).next());
                }
            }
        }
    }
    EXPECT_EQ(firsts.size(), 4U * 10 * 20 * 50);
}

// Neighbouring keys differ in half of their bits, in each part of the key.
TEST(random, neighbouring_keys_have_nothing_in_common) {
    std::array<int, 4> differing{};
    constexpr int keys = 2000;
    for (std::uint64_t i = 0; i < keys; ++i) {
        const std::uint64_t here = stream(i, i, i, i).next();
        differing[0] += std::popcount(here ^ stream(i + 1, i, i, i).next());
        differing[1] += std::popcount(here ^ stream(i, i + 1, i, i).next());
        differing[2] += std::popcount(here ^ stream(i, i, i + 1, i).next());
        differing[3] += std::popcount(here ^ stream(i, i, i, i + 1).next());
    }
    for (const int bits : differing) {
        EXPECT_NEAR(static_cast<double>(bits) / keys, 32, 0.5);
    }
}

}  // namespace
}  // namespace forecast_warehouse::core
