#pragma once

#include <vector>

#include "core/failure.hpp"
#include "core/load/reject.hpp"
#include "load/target.hpp"

namespace forecast_warehouse::load {

// Rejects of the rows whose numbers the last statement returned in a column, from 1. A trigger or a policy
// left these rows out.
std::vector<core::reject> dropped_rows(const target& target, int column);

// The load's error where a trigger has moved rows to another grain. Rows that were left out cannot be
// distinguished from these.
core::failure moved_and_dropped(const target& target);

}  // namespace forecast_warehouse::load
