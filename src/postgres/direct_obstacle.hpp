#pragma once

#include <string>
#include <vector>

#include "postgres/direct_table.hpp"

namespace forecast_warehouse::postgres {

// Reasons against writing a table past the executor. Direct writing does what an INSERT would do for the
// table as it is: defaults, checks, not-null, indexes. It does not do the rest, so the rest is an obstacle.
// Foreign keys are left to the caller, which locks what the rows refer to.

// The reason why the current role cannot write a table directly, as half a sentence; empty: it can. The key
// has the indexes of its columns, in the order of a unique index. The column changed_at says when a row was
// last changed.
std::string direct_obstacle(Oid relation, const std::vector<direct_column>& columns,
                            const std::vector<int>& key, const char* changed_at);

// The part of it that is about columns; NULL: none. Runs inside a guard.
const char* column_obstacle(Relation heap, const std::vector<direct_column>& columns, const char* changed_at);

// Whether a unique index is on exactly these attributes, in this order. It must not admit two rows with the
// same key, even with missing values. Runs inside a guard.
bool is_unique_key(Relation heap, Relation index, const AttrNumber* attributes, int count);

}  // namespace forecast_warehouse::postgres
