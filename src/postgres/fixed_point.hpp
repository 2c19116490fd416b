#pragma once

#include <cstdint>
#include <optional>

#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {

// Numbers with a fixed scale as whole numbers of their last digit. With two digits after the point, 12.5 is
// 1250. They are smaller than the server's numeric, and faster to compare.

// NaN. A constraint >= 0 allows it.
inline constexpr std::int64_t not_a_number = -1;

// A numeric as a fixed-point number. No value when it is negative or infinite. No value when it has more
// digits than scale after the point, or more than 13 in all. Does not raise.
std::optional<std::int64_t> fixed_point(Datum numeric, int scale) noexcept;

// The same for numbers of either sign. No value for NaN.
std::optional<std::int64_t> signed_fixed_point(Datum numeric, int scale) noexcept;

// The numeric of a fixed-point number, with as many digits after the point, in the current memory context.
Datum numeric_of(std::int64_t value, int scale);

}  // namespace forecast_warehouse::postgres
