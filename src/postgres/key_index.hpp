#pragma once

#include <cstdint>
#include <vector>

#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {

// A column with a unique index of its own. Rows are found by it past the executor. To plan, start and end a
// statement takes ten times as long. That matters when a load has one row.
struct key_column {
    Oid relation;
    const char* name;
    Oid type;  // of the keys that are looked for
};

// For each key the value of an integer column in its row (1 when no column is named), or missing. The current
// role sees what its SELECT would return. False: the caller must use SQL. The role may not read the whole
// table or all of its rows. Or the column has no such index, or a column has another type.
bool find_by_key(const key_column& key, const char* column, const std::vector<Datum>& keys,
                 std::vector<std::int64_t>& found, std::int64_t missing);

// Locks the row of each key, in the order given, as SELECT ... FOR KEY SHARE does. exists: by key, whether it
// has a row. No privilege is needed, as for the check of a foreign key. False: the caller must use SQL.
bool lock_by_key(const key_column& key, const std::vector<Datum>& keys, std::vector<bool>& exists);

}  // namespace forecast_warehouse::postgres
