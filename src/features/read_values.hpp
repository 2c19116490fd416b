#pragma once

#include <cstdint>
#include <string>

#include "core/day_number.hpp"
#include "postgres/server.hpp"

// Values of the warehouse's tables as the core takes them.

namespace forecast_warehouse::features {

// Decimal quantities are read in ten-thousandths.
inline constexpr int quantity_scale = 4;
inline constexpr std::int64_t quantity_parts = 10'000;

// A numeric times a factor, as a whole number. NULL for NaN, which the check >= 0 of the tables accepts.
[[nodiscard]] std::string scaled(const char* number, int factor);

// Raises core::failure (55000) for a day outside the calendar or after the cutoff. Queries select other days
// only. But a view under the name of sales_daily can return others.
void expect_in_range(core::day_number day, core::day_number cutoff);

// The window in the first two columns. Without a last day it is open.
[[nodiscard]] core::window window_of(const Datum* values, const bool* nulls);

}  // namespace forecast_warehouse::features
