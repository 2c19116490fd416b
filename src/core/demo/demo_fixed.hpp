// Fixed-point arithmetic of the demo data: floating point and libm differ in the last digit from platform to
// platform, and one digit is enough to make another warehouse.
#pragma once

#include <bit>
#include <cstdint>

#include "core/random.hpp"

namespace forecast_warehouse::core::demo_model {

// A logarithm to base 2 in 65536ths: what drives demand multiplies, so its logarithms add up.
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

// How much more (above 0) or less (below 0) one amount is than another; both are above 0.
[[nodiscard]] constexpr doublings log2_ratio(std::uint64_t amount, std::uint64_t reference) noexcept {
    return log2_fixed(amount) - log2_fixed(reference);
}

// What multiplies demand by a percentage, so that tables of effects can be read: 150 is half as much again.
[[nodiscard]] constexpr doublings effect(int percent) noexcept {
    return log2_ratio(static_cast<std::uint64_t>(percent), 100);
}

// 2 to the power of a logarithm, with so many bits behind the point; within 0.002% of the true value. The
// result has to fit 63 bits. Source: the Taylor series of 2^x on 0 <= x < 1, coefficients ln(2)^k / k!.
[[nodiscard]] std::uint64_t exp2_fixed(doublings logarithm, int fraction_bits) noexcept;

// The sine of a phase in 65536ths of a turn, in 65536ths, at most 0.0017 off; for the seasons, which no data
// resolves more finely. Source: Bhaskara I's rational formula, Mahabhaskariya, 7th century.
[[nodiscard]] std::int32_t sine(std::int64_t phase) noexcept;

// A number of events whose mean is 2^log_mean: Poisson by inversion up to a mean of 16, above it the normal
// deviate of that mean and variance, which has no skew but takes the same time for any mean, and whose bell
// is made of the set bits in 256 random ones. Means to 2^20. Source: Devroye, "Non-Uniform Random Variate
// Generation" (1986), X.3, sequential search.
[[nodiscard]] int draw_count(doublings log_mean, random_stream& random) noexcept;

}  // namespace forecast_warehouse::core::demo_model
