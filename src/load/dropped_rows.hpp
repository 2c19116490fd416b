#pragma once

#include <vector>

#include "core/failure.hpp"
#include "core/load/reject.hpp"
#include "load/target.hpp"

namespace forecast_warehouse::load {

// Rejects of the rows whose numbers the last statement returned: a trigger or a policy left them out.
std::vector<core::reject> dropped_rows(const target& target);

// The load's error where the rows left out cannot be told from those that a trigger moved to another grain.
core::failure moved_and_dropped(const target& target);

}  // namespace forecast_warehouse::load
