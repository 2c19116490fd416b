#include "core/demo/demo_fixed.hpp"

#include <algorithm>
#include <array>

namespace forecast_warehouse::core::demo_model {
namespace {

constexpr doublings log2_of_e = 94548;  // log2(e) in 65536ths

// Subtracts Poisson's probabilities from a random number until it is used up. They have 40 bits behind the
// point. So exp(-16) is above 2^-24, and the product with a mean of 16 in 65536ths is below 2^64.
int draw_poisson(doublings log_mean, random_stream& random) noexcept {
    constexpr int probability_bits = 40;
    const std::uint64_t mean = exp2_fixed(log_mean, 16);
    const std::int64_t exponent = (static_cast<std::int64_t>(mean) * log2_of_e) >> 16U;
    std::uint64_t probability = exp2_fixed(-static_cast<doublings>(exponent), probability_bits);
    std::uint64_t rest = random.next() >> (64 - probability_bits);
    std::uint64_t count = 0;
    while (rest >= probability && probability > 0) {
        rest -= probability;
        ++count;
        probability = probability * mean / (count << 16U);
    }
    return static_cast<int>(count);
}

// A normally distributed number in 65536ths. The number of set bits in 256 has mean 128 and variance
// 64. A uniform part fills the steps of an eighth between the counts.
std::int64_t draw_normal(random_stream& random) noexcept {
    constexpr int step = 65536 / 8;
    int bits = -128;
    for (int i = 0; i < 4; ++i) {
        bits += std::popcount(random.next());
    }
    return bits * step + random.between(-step / 2, step / 2);
}

}  // namespace

std::uint64_t exp2_fixed(doublings logarithm, int fraction_bits) noexcept {
    constexpr std::array<std::uint64_t, 7> coefficients{661577,     5726720,    41309550,   238388332,
                                                        1031764991, 2977044472, 1ULL << 32U};
    const auto fraction = static_cast<std::uint64_t>(logarithm & (one_doubling - 1));
    std::uint64_t mantissa = 0;  // 32 bits behind the point
    for (const std::uint64_t coefficient : coefficients) {
        mantissa = ((mantissa * fraction) >> 16U) + coefficient;
    }
    const int shift = (logarithm >> 16) + fraction_bits - 32;
    if (shift >= 0) {
        return mantissa << shift;
    }
    return shift > -64 ? mantissa >> -shift : 0;
}

std::int32_t sine(std::int64_t phase) noexcept {
    constexpr std::int64_t half_turn = 32768;
    const std::int64_t position = phase & (half_turn - 1);
    const std::int64_t bow = position * (half_turn - position) / (half_turn / 4);  // 0 .. half_turn .. 0
    const auto value = static_cast<std::int32_t>(4 * bow * 65536 / (5 * half_turn - bow));
    return (phase & half_turn) == 0 ? value : -value;
}

int draw_count(doublings log_mean, random_stream& random) noexcept {
    constexpr doublings small_mean = 4 * one_doubling;
    if (log_mean <= small_mean) {
        return draw_poisson(log_mean, random);
    }
    const auto mean = static_cast<std::int64_t>(exp2_fixed(log_mean, 16));
    const auto std_dev = static_cast<std::int64_t>(exp2_fixed(log_mean / 2, 16));
    const std::int64_t value = mean + ((std_dev * draw_normal(random)) >> 16U);
    return static_cast<int>(std::max<std::int64_t>(0, (value + 32768) >> 16U));
}

}  // namespace forecast_warehouse::core::demo_model
