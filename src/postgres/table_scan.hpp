#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "postgres/server.hpp"
#include "postgres/spi.hpp"

namespace forecast_warehouse::postgres {

// A column to be read, and the type to read.
struct scan_column {
    const char* name;
    Oid type;
};

// The columns as the list of a SELECT. Whole numbers are cast, other types are those of the table.
std::string select_list(std::span<const scan_column> columns);

// Reads some columns of all rows with the active snapshot, in half the time of a SELECT. Calls take for each
// row. False: only a SELECT can find the rows that the current role sees; take was not called. The caller
// must check the privilege on the schema.
bool scan_table(Oid table, std::span<const scan_column> columns, const row_taker& take);

}  // namespace forecast_warehouse::postgres
