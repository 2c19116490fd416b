#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "postgres/server.hpp"
#include "postgres/spi.hpp"

namespace forecast_warehouse::postgres {

// A column to be read, and as what type.
struct scan_column {
    const char* name;
    Oid type;
};

// The columns as a SELECT lists them: whole numbers are cast, other types are what the table has.
std::string select_list(std::span<const scan_column> columns);

// Hands over some columns of all rows, as a SELECT of them under the active snapshot would, in half its time.
// False: only a SELECT can tell what the current role sees there; nothing was handed over. That the role may
// use the schema is for the caller to know.
bool scan_table(Oid table, std::span<const scan_column> columns, const row_taker& take);

}  // namespace forecast_warehouse::postgres
