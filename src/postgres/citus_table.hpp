#pragma once

#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {

// Whether Citus stores the rows of a table elsewhere: in shards, or in copies on every node. Then the table
// itself is empty or out of date. A database with Citus may have plain tables too. Runs inside a guard.
bool is_citus_table(Oid table);

// Whether a schema has such a table. Runs inside a guard.
bool has_citus_tables(Oid schema);

}  // namespace forecast_warehouse::postgres
