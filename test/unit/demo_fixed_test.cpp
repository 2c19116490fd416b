// Fixed-point arithmetic, compared with floating point.
#include "core/demo/demo_fixed.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace forecast_warehouse::core {
namespace {

TEST(demo_fixed, powers_are_right_to_a_fifty_thousandth) {
    for (demo_model::doublings x = -20 * 65536; x <= 20 * 65536; x += 997) {
        const double expected = std::exp2(x / 65536.0) * 0x1p40;
        ASSERT_NEAR(static_cast<double>(demo_model::exp2_fixed(x, 40)), expected, expected * 2e-5 + 1) << x;
    }
    EXPECT_EQ(demo_model::exp2_fixed(0, 16), 65536U);
    EXPECT_EQ(demo_model::exp2_fixed(3 * 65536, 0), 8U);
    EXPECT_EQ(demo_model::exp2_fixed(-200 * 65536, 16), 0U);
}

TEST(demo_fixed, logarithms_are_right_to_a_step) {
    for (std::uint64_t value = 1; value < (1ULL << 62U); value += value / 7 + 1) {
        const double expected = std::log2(static_cast<double>(value)) * 65536;
        ASSERT_NEAR(demo_model::log2_fixed(value), expected, 1.01) << value;
    }
    EXPECT_EQ(demo_model::log2_fixed(1), 0);
    EXPECT_EQ(demo_model::log2_fixed(1024), 10 * 65536);
    EXPECT_EQ(demo_model::effect(100), 0);
    EXPECT_EQ(demo_model::effect(200), 65536);
    EXPECT_EQ(demo_model::effect(50), -65536);
}

TEST(demo_fixed, sines_are_right_to_a_sixth_of_a_percent) {
    constexpr double turn = 6.283185307179586;
    for (int phase = -131072; phase <= 131072; phase += 7) {
        ASSERT_NEAR(demo_model::sine(phase) / 65536.0, std::sin(phase / 65536.0 * turn), 0.0017) << phase;
    }
}

// Mean and variance are equal. A count of 0 has the frequency exp(-mean). The normal distribution may differ
// from it by one in ten thousand.
TEST(demo_fixed, counts_are_spread_as_poisson_says) {
    constexpr int draws = 100000;
    for (const double wanted : {0.05, 0.7, 3.0, 15.9, 16.1, 90.0, 1500.0}) {
        const auto log_mean = static_cast<demo_model::doublings>(std::lround(std::log2(wanted) * 65536));
        random_stream random = stream(1, static_cast<std::uint64_t>(wanted * 100));
        double sum = 0;
        double squares = 0;
        int zeros = 0;
        for (int i = 0; i < draws; ++i) {
            const int count = demo_model::draw_count(log_mean, random);
            ASSERT_GE(count, 0);
            sum += count;
            squares += (count - wanted) * (count - wanted);
            zeros += count == 0 ? 1 : 0;
        }
        EXPECT_NEAR(sum / draws, wanted, 5 * std::sqrt(wanted / draws));
        EXPECT_NEAR(squares / draws / wanted, 1, 5 * std::sqrt((2 + 1 / wanted) / draws));
        EXPECT_NEAR(zeros, draws * std::exp(-wanted),
                    5 * std::sqrt(draws * std::exp(-wanted)) + draws / 10000.0);
    }
}

TEST(demo_fixed, a_mean_next_to_nothing_counts_nothing) {
    random_stream random{1};
    for (int i = 0; i < 1000; ++i) {
        ASSERT_EQ(demo_model::draw_count(-60 * 65536, random), 0);
    }
}

}  // namespace
}  // namespace forecast_warehouse::core
