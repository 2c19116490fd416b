#pragma once

#include <vector>

#include "core/failure.hpp"
#include "core/load/reject.hpp"
#include "load/target.hpp"

namespace forecast_warehouse::load {

// Rejects of the rows whose numbers the last statement returned in a column, from 1. A trigger or a policy
// left these rows out.
std::vector<core::reject> dropped_rows(const target& target, int column);

// The load's error where rows that were left out cannot be distinguished from rows that a trigger moved to
// another grain.
core::failure moved_and_dropped(const target& target);

}  // namespace forecast_warehouse::load
