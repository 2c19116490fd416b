#pragma once

#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {

// Whether Citus keeps the rows of a table elsewhere: in shards, or in copies on every node. What the table
// itself holds is nothing, or out of date then. A database that merely has Citus has plain tables. Runs
// inside a guard.
bool is_citus_table(Oid table);

// Whether there is such a table in a schema; runs inside a guard.
bool has_citus_tables(Oid schema);

}  // namespace forecast_warehouse::postgres
