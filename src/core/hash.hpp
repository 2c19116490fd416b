#pragma once

#include <cstdint>

namespace forecast_warehouse::core {

// The output function of SplitMix64, which also hashes a key to 64 even bits. Source: Steele, Lea and Flood,
// "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014. The constants are those of Stafford's
// variant 13. The code follows Vigna's splitmix64.c (public domain, prng.di.unimi.it).
[[nodiscard]] constexpr std::uint64_t mix64(std::uint64_t value) noexcept {
    value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9U;
    value = (value ^ (value >> 27U)) * 0x94D049BB133111EBU;
    return value ^ (value >> 31U);
}

}  // namespace forecast_warehouse::core
