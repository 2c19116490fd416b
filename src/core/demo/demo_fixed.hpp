// Fixed-point arithmetic of the demo data. Floating point and libm differ in the last digit between
// platforms. One digit is enough to change the rows.
#pragma once

#include <bit>
#include <cstdint>

#include "core/random.hpp"

namespace forecast_warehouse::core::demo_model {

// A logarithm to base 2 in 65536ths. The factors of demand multiply, so their logarithms add up.
using doublings = std::int32_t;
inline constexpr doublings one_doubling = 65536;

// The logarithm of a whole number above 0, one bit after the other by squaring. Source: Clay S. Turner, "A
// Fast Binary Logarithm Algorithm", IEEE Signal Processing Magazine 27 (2010).
[[nodiscard]] constexpr doublings log2_fixed(std::uint64_t value) noexcept {
    const int leading_zeros = std::countl_zero(value);
    std::uint64_t mantissa = (value << leading_zeros) >> 32U;  // 1 to 2, 31 bits behind the point
    doublings result = (63 - leading_zeros) * one_doubling;
    for (doublings bit = one_doubling / 2; bit > 0; bit /= 2) {
        mantissa = (mantissa * mantissa) >> 31U;
        if (mantissa >> 32U != 0) {
            mantissa >>= 1U;
            result += bit;
        }
    }
    return result;
}

// How much more (above 0) or less (below 0) one amount is than another. Both are above 0.
[[nodiscard]] constexpr doublings log2_ratio(std::uint64_t amount, std::uint64_t reference) noexcept {
    return log2_fixed(amount) - log2_fixed(reference);
}

// A percentage as a factor of demand, so that tables of effects are readable: 150 is half as much again.
[[nodiscard]] constexpr doublings effect(int percent) noexcept {
    return log2_ratio(static_cast<std::uint64_t>(percent), 100);
}

// 2 to the power of a logarithm, with so many bits behind the point, within 0.002% of the true value. The
// result must fit 63 bits. Source: the Taylor series of 2^x on 0 <= x < 1, coefficients ln(2)^k / k!.
[[nodiscard]] std::uint64_t exp2_fixed(doublings logarithm, int fraction_bits) noexcept;

// The sine, in 65536ths, of a phase in 65536ths of a turn. Its error is at most 0.0017, which is enough for
// seasons. Source: Bhaskara I's rational formula, Mahabhaskariya, 7th century.
[[nodiscard]] std::int32_t sine(std::int64_t phase) noexcept;

// A number of events whose mean is 2^log_mean. Up to a mean of 16 it is Poisson by inversion. Above, it is
// normally distributed with that mean and variance. This has no skew, but takes the same time for any mean.
// The normal number comes from the set bits in 256 random ones. Means go to 2^20. Source: Devroye,
// "Non-Uniform Random Variate Generation" (1986), X.3, sequential search.
[[nodiscard]] int draw_count(doublings log_mean, random_stream& random) noexcept;

}  // namespace forecast_warehouse::core::demo_model
