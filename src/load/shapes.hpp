#pragma once

#include "load/target.hpp"

namespace forecast_warehouse::load {

// Raises unless the target, and the dimensions that its keys are looked up in, have the columns that a load
// reads and writes, each with a type that it can handle; see postgres::expect_shape.
void expect_shapes(const target& target);

// Raises unless the target has the unique index of its grain.
void expect_grain_index(const target& target);

}  // namespace forecast_warehouse::load
