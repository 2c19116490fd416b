#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/features/feature_settings.hpp"

namespace forecast_warehouse::features {

// What a caller of build_features asks for.
struct request {
    std::string target;  // as he wrote it
    core::feature_settings settings;
    std::optional<std::vector<std::string>> store_codes;  // none: all
    std::optional<std::vector<std::string>> skus;
};

// A store and a product as one number, which sorts by store, then product.
using series_key = std::int64_t;
inline std::int32_t product_of(series_key key) noexcept {
    return static_cast<std::int32_t>(static_cast<std::uint32_t>(static_cast<std::uint64_t>(key)));
}
inline std::int32_t store_of(series_key key) noexcept {
    return static_cast<std::int32_t>((key - product_of(key)) >> 32);
}

}  // namespace forecast_warehouse::features
