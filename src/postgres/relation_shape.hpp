#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {

// Types of a column that are read and written alike. A domain counts as the type under it.
enum class type_family : std::uint8_t {
    text,     // text, varchar of any length
    integer,  // integer
    whole,    // integer, bigint
    decimal,  // numeric of any precision
    date,     // date
    moment,   // timestamp with time zone
    boolean,  // boolean
};

struct shape_column {
    std::string_view name;
    type_family family;
};

// Raises unless a schema has a table, foreign table or view of a name, and it has all of the columns, each
// with a type of its family; returns the table. The error names the first column that does not fit (42703,
// 42804).
//
// A table that is written must not be a view: writers ask for the versions of its rows.
//
// The owner of a table may change its columns, and may put another table under its name. The lock that is
// taken here lasts until the transaction ends, so that the columns stay as they are.
enum class table_use : std::uint8_t { read, written };
Oid expect_shape(Oid schema, const char* table, std::span<const shape_column> columns,
                 table_use use = table_use::read);

// Raises unless a table has a unique index on exactly these columns, by which ON CONFLICT finds a row.
void expect_unique_index(Oid schema, const char* table, std::span<const std::string_view> columns);

}  // namespace forecast_warehouse::postgres
