#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/load/star.hpp"

namespace forecast_warehouse::core {

// A series' ids of two dimensions (star::series) as one number: the first id times 2^32, plus the second and
// 2^31. It sorts by the first id, then by the second. Any two ids fit, negative ones too.
using series_key = std::int64_t;

inline constexpr std::int64_t first_ids_apart = std::int64_t{1} << 32;
inline constexpr std::int64_t second_id_offset = std::int64_t{1} << 31;

[[nodiscard]] constexpr std::int32_t first_id_of(series_key key) noexcept {
    return static_cast<std::int32_t>(key >> 32);
}

[[nodiscard]] constexpr std::int32_t second_id_of(series_key key) noexcept {
    return static_cast<std::int32_t>((key & (first_ids_apart - 1)) - second_id_offset);
}

[[nodiscard]] constexpr series_key series_key_of(std::int32_t first_id, std::int32_t second_id) noexcept {
    return (std::int64_t{first_id} * first_ids_apart) + second_id + second_id_offset;
}

// The key of a row of a star's facts, as SQL. Their columns are {dimension}_id.
[[nodiscard]] std::string series_key_of(const star& star, std::string_view row);

}  // namespace forecast_warehouse::core
