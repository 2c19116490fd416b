#pragma once

#include <cstdint>

namespace forecast_warehouse::core {

// A store and a product as one number: the store's id times 2^32, plus the product's id and 2^31. It sorts by
// store, then product. Any two ids fit, negative ones too.
using series_key = std::int64_t;

inline constexpr std::int64_t store_factor = std::int64_t{1} << 32;
inline constexpr std::int64_t product_offset = std::int64_t{1} << 31;

[[nodiscard]] constexpr std::int32_t product_of(series_key key) noexcept {
    return static_cast<std::int32_t>((key & (store_factor - 1)) - product_offset);
}

[[nodiscard]] constexpr std::int32_t store_of(series_key key) noexcept {
    return static_cast<std::int32_t>(key >> 32);
}

}  // namespace forecast_warehouse::core
