#pragma once

#include <cstdint>
#include <vector>

#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {

// A column with a unique index of its own, by which rows are found past the executor: a statement's plan, its
// start and its end cost ten times as much as a look into the index, which counts when a load has one row.
struct key_column {
    Oid relation;
    const char* name;
    Oid type;  // of the keys that are looked for
};

// For each key the value of an integer column in its row (1 when the column is not named), or missing. As a
// SELECT of the current role sees it. False where that must be asked by SQL: the role may not read the whole
// table or not all of its rows, the column has no such index, or a column is of another type.
bool find_by_key(const key_column& key, const char* column, const std::vector<Datum>& keys,
                 std::vector<std::int64_t>& found, std::int64_t missing);

// Locks the row of each key, in the order given, as SELECT ... FOR KEY SHARE does, and says which are there.
// Nobody is asked for permission, as with the check of a foreign key. False: see above.
bool lock_by_key(const key_column& key, const std::vector<Datum>& keys, std::vector<bool>& there);

}  // namespace forecast_warehouse::postgres
