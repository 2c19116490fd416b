#pragma once

#include <cstdint>

#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {

// How many rows of a table are there now, for every session: read page by page, without the planner and the
// executor. Both would evaluate expressions that the table's owner put into it, as the current role. Of a
// partitioned table, the rows of its partitions; those of foreign partitions are elsewhere and not counted.
//
// except: a boolean column; rows where it is true are left out. NULL, or a column of another type: none is.
// The caller holds a lock, and no privilege is asked for.
std::int64_t count_stored_rows(Oid table, const char* except);

}  // namespace forecast_warehouse::postgres
