#pragma once

#include <cstdint>

#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {

// Tables whose definitions a session caches: columns, policies, rules. A statement may call a function that
// alters a table, while its snapshot stays the same.

// Counts changes of a table from now on. To be called before the table is read.
void watch_table(Oid table);

// The number of changes of watched tables so far.
std::uint64_t table_changes() noexcept;

// Registers for the server's messages about changes. Called once, when the library is loaded.
void follow_table_changes();

}  // namespace forecast_warehouse::postgres
