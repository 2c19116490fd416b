#pragma once

#include <cstdint>

namespace forecast_warehouse::core {

// A store and a product as one number, which sorts by store, then product: the store's id times 2^32, plus
// the product's.
using series_key = std::int64_t;

[[nodiscard]] constexpr std::int32_t product_of(series_key key) noexcept {
    return static_cast<std::int32_t>(static_cast<std::uint32_t>(static_cast<std::uint64_t>(key)));
}

[[nodiscard]] constexpr std::int32_t store_of(series_key key) noexcept {
    return static_cast<std::int32_t>((key - product_of(key)) >> 32);
}

}  // namespace forecast_warehouse::core
