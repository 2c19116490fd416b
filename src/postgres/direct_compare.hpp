#pragma once

#include <vector>

#include "postgres/direct_table.hpp"

namespace forecast_warehouse::postgres {

// Both compare with the snapshot of the table, which has begun. An updated row keeps the stored values of the
// columns whose bits are set in its column keep_column.

// Finds the stored row of each row, and decides what becomes of it. The rows are in the order of the key.
void compare_rows(direct_table& table, std::vector<direct_row>& rows, int keep_column);

// Decides what becomes of the rows that replace a stored one. The caller has found these (series_scan): the
// rows have its tid, and count as updated. Throws lost_race when a stored row is gone.
void compare_replaced(direct_table& table, std::vector<direct_row>& rows, int keep_column);

}  // namespace forecast_warehouse::postgres
