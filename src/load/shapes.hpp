#pragma once

#include "load/target.hpp"

namespace forecast_warehouse::load {

// Raises unless the target and its dimensions have the columns that a load reads and writes. Each must be of
// a type that the load can handle; see postgres::expect_shape.
void expect_shapes(const target& target);

// Raises unless the target has the unique index of its grain.
void expect_grain_index(const target& target);

}  // namespace forecast_warehouse::load
