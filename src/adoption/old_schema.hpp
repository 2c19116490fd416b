#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "postgres/server.hpp"

namespace forecast_warehouse::adoption {

// A column of a table that a user has.
struct old_column {
    std::string name;
    std::string type;          // with its length, as SQL has it
    bool is_unique = false;    // by an index of its own, and never NULL
    std::string refers_table;  // the table of the schema that a foreign key refers to; empty: none
    std::string refers_column;
    bool needs_value = false;     // whether a row without it is an error
    std::string default_value{};  // as SQL has it; empty: none, or an identity
    bool is_computed = false;     // a generated column

    [[nodiscard]] bool is_text() const;
    [[nodiscard]] bool is_whole() const;  // an integer
    // Whether a day in it has digits to be read, as in '31.01.2024' and 20240131.
    [[nodiscard]] bool has_written_days() const { return is_text() || is_whole(); }
    [[nodiscard]] bool is_float() const;
    [[nodiscard]] bool is_moment() const;
};

// A table or view that a user has.
struct old_table {
    Oid oid = InvalidOid;
    std::string name;
    char kind = 'r';  // as in pg_class.relkind
    bool is_partition = false;
    Oid owner = InvalidOid;
    std::string owner_name;  // quoted
    std::vector<old_column> columns;

    [[nodiscard]] const old_column* column(std::string_view column) const;
    // The kind of relation, as an error says it.
    [[nodiscard]] const char* kind_name() const;
};

// The tables and views of a schema, without those of extensions.
struct old_schema {
    std::string name;
    std::vector<old_table> tables;

    [[nodiscard]] const old_table* table(std::string_view table) const;
    // A table of the schema as SQL has it.
    [[nodiscard]] std::string quoted(const std::string& table) const;
};

// Reads it. Raises when the schema does not exist (22023). Needs a connection to SPI.
old_schema read_schema(const std::string& name);

}  // namespace forecast_warehouse::adoption
