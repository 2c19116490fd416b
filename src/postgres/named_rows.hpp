#pragma once

#include <cstdint>
#include <string>

#include "postgres/rows.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {

// Rows of a tuplestore that statements of this SPI connection read by a name, like a table.
//
// The server has ephemeral relations for this, which are fast. Citus cannot plan them. Where a schema has
// tables of Citus, a statement gets the rows from the function load_rows() of the schema.
class named_rows {
public:
    // The name and the store must outlive this. Rows that a failed statement has left under the name are
    // replaced.
    named_rows(const char* name, const tuple_store& store, std::int64_t rows, Oid schema);
    named_rows(const named_rows&) = delete;
    named_rows& operator=(const named_rows&) = delete;
    ~named_rows();

    // The text of a statement that reads the rows: as given, or with their source before it.
    [[nodiscard]] std::string in(const std::string& sql) const;

    // Removes the name. When an error is raised, the end of the connection does so.
    void end() const;

private:
    const char* name_;
    std::string source_;  // a CTE; empty: the name is an ephemeral relation
};

// Copies the rows that the current role has given a name into the result of a set-returning function. False:
// there are none. Its column definition list must have the types of the rows.
bool return_named_rows(FunctionCallInfo call, const char* name);

}  // namespace forecast_warehouse::postgres
