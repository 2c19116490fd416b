#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/date_range.hpp"
#include "load/load.hpp"
#include "load/rollup_scope.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::load {

// Aggregates the till lines of a schema into daily sales, for the days and the stores with these codes.
// Without codes: for all stores. Returns are net of the sums, or go to sales_returns. The outcome is that of
// sales_daily.
//
// sales_rollup marks the grains of sales_daily that came from lines. Only those become zero when their lines
// are deleted. Rows that were loaded into sales_daily directly are left alone.
load_outcome roll_up(Oid schema, const core::date_range& days,
                     const std::optional<std::vector<std::string>>& stores, returns_mode returns);

// The same with order lines, for the days and all stores. channel_stores: see order_lines. order_rollup marks
// the grains. A grain has sums of till lines or of order lines: the second kind raises an error.
load_outcome roll_up_orders(Oid schema, const core::date_range& days, const Datum* channel_stores);

}  // namespace forecast_warehouse::load
