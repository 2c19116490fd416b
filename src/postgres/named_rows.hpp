#pragma once

#include <cstdint>
#include <string>

#include "postgres/rows.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {

// Rows of a tuplestore that statements of this connection to SPI read by a name, as if they were a table.
//
// The server knows such rows as an ephemeral relation, which is fast. Citus plans none: where a schema has
// tables of Citus, a statement gets the rows from the function load_rows() of the schema.
class named_rows {
public:
    // The name and the store must live as long as this. Rows that a failed statement has left under the name
    // give way.
    named_rows(const char* name, const tuple_store& store, std::int64_t rows, Oid schema);
    named_rows(const named_rows&) = delete;
    named_rows& operator=(const named_rows&) = delete;
    ~named_rows();

    // A statement that reads the rows: as it is, or with their source before it.
    [[nodiscard]] std::string in(const std::string& sql) const;

    // Takes the name back; when an error is on its way, the end of the connection does it.
    void end() const;

private:
    const char* name_;
    std::string source_;  // empty: the name is known by itself
};

// Copies the rows of a name, as the role at hand has named them, into what a set-returning function of SQL
// returns; false when there are none. Its column definition list must have the types of the rows.
bool return_named_rows(FunctionCallInfo call, const char* name);

}  // namespace forecast_warehouse::postgres
