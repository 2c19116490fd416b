#pragma once

#include <vector>

#include "core/load/reject.hpp"
#include "load/target.hpp"
#include "postgres/rows.hpp"

namespace forecast_warehouse::load {

// A till starts its receipts from 1 again. A line with the number of a stored one may be of another sale, and
// must not replace it.

// core::sale_marks of a feed, where the setting says that such lines are rejected. Else none.
std::vector<std::vector<int>> marks_of_sales(const core::feed& feed);

// Whether two resolved rows of one grain are lines of different sales.
bool are_of_two_sales(const core::feed& feed, const std::vector<std::vector<int>>& marks,
                      const postgres::row_view& left, const postgres::row_view& right);

// The reject of such a row.
core::reject receipt_reused(const core::feed& feed, const postgres::row_view& row);
core::reject receipt_reused(const core::feed& feed, std::int64_t row_number);

}  // namespace forecast_warehouse::load
