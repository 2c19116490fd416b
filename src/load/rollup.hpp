#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/date_range.hpp"
#include "load/load.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::load {

// Makes daily sales of the till lines of a schema, for the days and for the stores with these codes. Without
// stores: for all.
//
// sales_rollup notes which grains of sales_daily came from lines. Only those become zero when their lines are
// gone: what was loaded into sales_daily by another way is nobody's business here.
load_outcome roll_up(Oid schema, const core::date_range& days,
                     const std::optional<std::vector<std::string>>& stores);

}  // namespace forecast_warehouse::load
