#pragma once

#include <cstdint>
#include <optional>

#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {

// Numbers with a fixed scale as whole numbers of their last digit: 12.5 with two digits after the point is
// 1250. Compact, and compared at once, where the server's numeric is neither.

// Stands for NaN, which passes where a constraint says >= 0.
inline constexpr std::int64_t not_a_number = -1;

// What a numeric comes to; nothing when it is negative or infinite, has more digits after the point, or more
// than 13 digits in all. Does not raise.
std::optional<std::int64_t> fixed_point(Datum numeric, int scale) noexcept;

// The numeric again, with as many digits after the point; in the current memory context.
Datum numeric_of(std::int64_t value, int scale);

}  // namespace forecast_warehouse::postgres
