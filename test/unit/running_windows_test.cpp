#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "core/features/running_line.hpp"
#include "core/features/running_median.hpp"
#include "core/random.hpp"

namespace forecast_warehouse::core {
namespace {

using numbers = std::vector<std::int64_t>;

numbers any_numbers(random_stream& random) {
    numbers drawn(1 + random.below(80));
    const std::int32_t most = random.one_in(4) ? 2'000'000'000 : 6;
    for (std::int64_t& each : drawn) {
        each = random.between(-most, most);
    }
    return drawn;
}

// The values of the window that ends with an index.
numbers held(const numbers& all, std::size_t last, std::size_t width) {
    const auto end = all.begin() + static_cast<std::ptrdiff_t>(last) + 1;
    return {end - static_cast<std::ptrdiff_t>(std::min(width, last + 1)), end};
}

double median_by_sorting(numbers values) {
    std::sort(values.begin(), values.end());
    const std::size_t half = (values.size() - 1) / 2;
    return (static_cast<double>(values[half]) + static_cast<double>(values[values.size() - 1 - half])) / 2;
}

TEST(running_median, of_a_few_values_by_hand) {
    running_median window(3);
    window.add(5);
    EXPECT_EQ(window.median(), 5);
    window.add(2);
    EXPECT_EQ(window.median(), 3.5);
    EXPECT_EQ(window.median(10), 0.35);
    window.add(2);
    EXPECT_EQ(window.median(), 2);
    window.replace(5, 1);
    EXPECT_EQ(window.median(), 2);
    window.replace(2, 9);
    EXPECT_EQ(window.median(), 2);
    window.remove(2);
    EXPECT_EQ(window.median(), 5);
    window.clear();
    EXPECT_EQ(window.size(), 0U);
}

TEST(running_median, is_the_middle_of_the_sorted_values) {
    random_stream random(11);
    for (int number = 0; number < 3'000; ++number) {
        const numbers all = any_numbers(random);
        const std::size_t width = 1 + random.below(12);
        running_median window(static_cast<int>(width));
        for (std::size_t index = 0; index < all.size(); ++index) {
            if (index < width) {
                window.add(all[index]);
            } else if (random.one_in(2)) {
                window.replace(all[index - width], all[index]);
            } else {
                window.remove(all[index - width]);
                window.add(all[index]);
            }
            ASSERT_EQ(window.median(), median_by_sorting(held(all, index, width))) << number << ", " << index;
        }
    }
}

TEST(running_line, of_a_few_points_by_hand) {
    running_line line;
    EXPECT_FALSE(line.slope());
    line.add(7, 3);
    EXPECT_FALSE(line.slope());
    line.add(9, 4);
    EXPECT_EQ(line.slope(), 0.5);
    EXPECT_EQ(line.slope(10), 0.05);
    // 7 3, 9 4, 11 11: the sum of (x - 9) (y - 6) is 16, that of (x - 9)^2 is 8
    line.add(11, 11);
    EXPECT_EQ(line.slope(), 2);
    line.remove(9, 4);
    line.remove(7, 3);
    EXPECT_FALSE(line.slope());
}

// The squares of differences from the means, in long double.
TEST(running_line, is_that_of_the_smallest_squares) {
    random_stream random(12);
    for (int number = 0; number < 3'000; ++number) {
        const numbers all = any_numbers(random);
        const std::size_t width = 2 + random.below(30);
        const std::int64_t first = random.between(0, 40'000);
        running_line line;
        for (std::size_t index = 0; index < all.size(); ++index) {
            line.add(first + static_cast<std::int64_t>(index), all[index]);
            if (index >= width) {
                line.remove(first + static_cast<std::int64_t>(index - width), all[index - width]);
            }
            const numbers values = held(all, index, width);
            long double mean = 0;
            for (const std::int64_t each : values) {
                mean += static_cast<long double>(each) / static_cast<long double>(values.size());
            }
            long double products = 0;
            long double squares = 0;
            for (std::size_t x = 0; x < values.size(); ++x) {
                const long double off =
                    static_cast<long double>(x) - static_cast<long double>(values.size() - 1) / 2;
                products += off * (static_cast<long double>(values[x]) - mean);
                squares += off * off;
            }
            ASSERT_EQ(line.slope().has_value(), index > 0);
            if (index > 0) {
                const auto wanted = static_cast<double>(products / squares);
                ASSERT_NEAR(*line.slope(), wanted, 1e-9 * std::max(1.0, std::abs(wanted)));
            }
        }
    }
}

// The largest quantities, late in a long series: a line through them has no slope, or exactly its own.
TEST(running_line, of_large_values_is_exact) {
    constexpr std::int64_t most = 99'999'999'999'999;
    running_line line;
    for (std::int64_t x = 0; x < 40'000; ++x) {
        line.add(x, most - x % 2);
        if (x >= 90) {
            line.remove(x - 90, most - (x - 90) % 2);
        }
    }
    // 45 pairs of 1, 0: the covariance of 0..89 with them is -22.5, the variance of 0..89 is 60,742.5
    EXPECT_NEAR(*line.slope(), -22.5 / 60'742.5, 1e-18);
}

}  // namespace
}  // namespace forecast_warehouse::core
