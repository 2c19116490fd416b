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

// A numeric of either sign as a fixed-point number. No value when it is NaN or infinite. No value when it has
// more digits than scale after the point, or more than 14 in all. Does not raise.
std::optional<std::int64_t> signed_fixed_point(Datum numeric, int scale) noexcept;

// How many digits a numeric shows after the point. Only for those that are fixed-point numbers.
int shown_scale(Datum numeric) noexcept;

// How many digits a fixed-point number needs after the point, without trailing zeros.
int needed_scale(std::int64_t value, int scale) noexcept;

// The numeric of a fixed-point number, without trailing zeros. Runs inside a guard.
Datum trimmed_numeric_unguarded(std::int64_t value, int scale);

// The numeric of a fixed-point number, with as many digits after the point, in the current memory context.
Datum numeric_of(std::int64_t value, int scale);

}  // namespace forecast_warehouse::postgres
