// Random numbers that are the same on every platform. The distributions of <random> are not.
#pragma once

#include <cstdint>
#include <initializer_list>

#include "core/hash.hpp"

namespace forecast_warehouse::core {

// The step of SplitMix64: 2^64 divided by the golden ratio, made odd.
inline constexpr std::uint64_t golden_step = 0x9E3779B97F4A7C15U;

// A sequence of random numbers. It has eight bytes, so each series and each day can have its own.
class random_stream {
public:
    explicit constexpr random_stream(std::uint64_t state) noexcept : state_{state} {}

    // 64 even bits.
    constexpr std::uint64_t next() noexcept {
        state_ += golden_step;
        return mix64(state_);
    }

    // An integer from 0 to bound - 1, each equally likely; bound is above 0. Source: Lemire, "Fast Random
    // Integer Generation in an Interval", ACM TOMACS 29 (2019), algorithm 5, on 32 bits.
    constexpr std::uint32_t below(std::uint32_t bound) noexcept {
        std::uint64_t product = (next() >> 32U) * bound;
        if (static_cast<std::uint32_t>(product) < bound) {
            const std::uint32_t threshold = (0U - bound) % bound;
            while (static_cast<std::uint32_t>(product) < threshold) {
                product = (next() >> 32U) * bound;
            }
        }
        return static_cast<std::uint32_t>(product >> 32U);
    }

    // An integer from low to high, both included, each equally likely; low <= high, less than 2^31 apart.
    constexpr std::int32_t between(std::int32_t low, std::int32_t high) noexcept {
        return low + static_cast<std::int32_t>(below(static_cast<std::uint32_t>(high - low) + 1U));
    }

    // True once in `times` calls on average.
    constexpr bool one_in(std::uint32_t times) noexcept { return below(times) == 0; }

private:
    std::uint64_t state_;
};

// The stream that belongs to a key (a, b, c) under a seed. The key is hashed, and streams are not drawn one
// after the other. So a series does not depend on the number of stores and products.
[[nodiscard]] constexpr random_stream stream(std::uint64_t seed, std::uint64_t a, std::uint64_t b = 0,
                                             std::uint64_t c = 0) noexcept {
    std::uint64_t state = mix64(seed + golden_step);
    for (const std::uint64_t part : {a, b, c}) {
        state = mix64((state ^ part) + golden_step);
    }
    return random_stream{state};
}

}  // namespace forecast_warehouse::core
