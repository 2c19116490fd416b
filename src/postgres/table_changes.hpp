#pragma once

#include <cstdint>

#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {

// Tables whose definitions matter to what a session keeps: columns, policies, rules. A statement may call a
// function that alters a table, while its snapshot stays the same.

// Counts changes of a table from now on; to be called before the table is read.
void watch_table(Oid table);

// How many changes of watched tables there were so far.
std::uint64_t table_changes() noexcept;

// Asks the server to tell of changes.
void follow_table_changes();

}  // namespace forecast_warehouse::postgres
