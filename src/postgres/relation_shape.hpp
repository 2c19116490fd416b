#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {

// Types of a column that are read and written in the same way. A domain counts as its base type.
enum class type_family : std::uint8_t {
    text,     // text, varchar of any length
    integer,  // integer
    whole,    // integer, bigint
    decimal,  // numeric of any precision
    date,     // date
    moment,   // timestamp with time zone
    boolean,  // boolean
    json,     // jsonb
};

struct shape_column {
    std::string_view name;
    type_family family;
};

// Raises unless a schema has a table, foreign table or view of a name, with all of the columns. Each column
// must have a type of its family. Returns the table. The error names the first column that does not fit
// (42703, 42804).
//
// A table that is written must not be a view: writers need the system columns of its rows.
//
// The owner of a table may change its columns, and may give its name to another table. The lock lasts until
// the transaction ends, so that the columns do not change.
enum class table_use : std::uint8_t { read, written };
Oid expect_shape(Oid schema, const char* table, std::span<const shape_column> columns,
                 table_use use = table_use::read);

// Raises unless a table has a unique index on exactly these columns, which ON CONFLICT needs (42P10).
void expect_unique_index(Oid schema, const char* table, std::span<const std::string_view> columns);

}  // namespace forecast_warehouse::postgres
