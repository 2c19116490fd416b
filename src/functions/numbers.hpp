#pragma once

#include "core/load/feed.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::functions {

// A number that a row by row function was called with, as its column arrives in a load: bigint or numeric.
// type: of the argument. A double counts as the shortest decimal number that it equals in text, 0.1 and not
// 0.1000000000000000055. A fraction for an integer column is an error (22003): nothing
// is rounded.
Datum arriving_number(const core::feed_column& column, Oid type, Datum value);

}  // namespace forecast_warehouse::functions
