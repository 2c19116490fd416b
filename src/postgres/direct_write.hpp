#pragma once

#include <vector>

#include "postgres/direct_table.hpp"

namespace forecast_warehouse::postgres {

// Writes inserted and updated rows into a table that has begun. They go into the heap page by page, then into
// one index after the other. The rows are in the order of the key. An updated row keeps the stored values of
// the columns in its keep set. Throws lost_race when another session was faster.
//
// A row that violates a constraint of the table is rejected, or raises the server's error.
enum class on_violation : std::uint8_t { reject, raise };
void write_rows(direct_table& table, std::vector<direct_row>& rows, const keep_columns& keep,
                on_violation violation);

}  // namespace forecast_warehouse::postgres
