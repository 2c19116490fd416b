#pragma once

#include <string>
#include <vector>

#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {

// An expression that a user wrote over the columns of a row.
struct row_expression {
    Node* tree = nullptr;
    Oid type = InvalidOid;
    std::vector<int> columns{};  // those that it reads, from 0
};

// Analyses an expression over the columns of a row, as the caller, under search_path = pg_catalog, pg_temp.
// It lies in the current memory context.
//
// The text may come from anybody, and must not harm the role that evaluates it. So it has no subqueries,
// aggregates or sets. Its functions and operators are the server's, not volatile, and on plain values.
// None of these reads a table, a file or a setting. Raises for anything else.
row_expression analyse_row_expression(const std::string& text, TupleDesc row);

// The expression with its result cast to a type, as an assignment casts it; to text by the type's output. The
// type is InvalidOid when there is no such cast.
row_expression cast_row_expression(const row_expression& from, Oid type);

}  // namespace forecast_warehouse::postgres
