#pragma once

#include <vector>

#include "postgres/direct_table.hpp"

namespace forecast_warehouse::postgres {

// Both compare with the snapshot of the table, which has begun. An updated row keeps the stored values of the
// columns in its keep set.

// Finds the stored row of each row, and decides what becomes of it. The rows are in the order of the key. A
// row is rejected when the stored one differs in all columns of one of the lists.
void compare_rows(direct_table& table, std::vector<direct_row>& rows, const keep_columns& keep,
                  const std::vector<std::vector<int>>& marks);

// Decides what becomes of the rows that replace a stored one. The caller has found these (series_scan): the
// rows have its tid, and count as updated. Throws lost_race when a stored row is gone.
void compare_replaced(direct_table& table, std::vector<direct_row>& rows, const keep_columns& keep);

}  // namespace forecast_warehouse::postgres
