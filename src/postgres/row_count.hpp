#pragma once

#include <cstdint>

#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {

// The number of committed rows of a table, read page by page, without the planner and the executor. Both
// would evaluate expressions of the table's owner as the current role. For a partitioned table, the rows of
// its partitions count. Those of foreign partitions are elsewhere and not counted.
//
// except: a boolean column; rows where it is true are left out. NULL, or a column of another type: all rows
// count. The caller holds a lock on the table. No privilege is needed.
std::int64_t count_stored_rows(Oid table, const char* except);

}  // namespace forecast_warehouse::postgres
