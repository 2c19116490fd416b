#pragma once

#include <string>
#include <vector>

#include "postgres/arguments.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::functions {

// An array of texts as an argument of a statement.
void add_texts(postgres::arguments& arguments, const std::vector<std::string>& texts);

// A table of a schema, and a column of texts in it.
struct column_of_texts {
    Oid schema;
    const char* table;
    const char* column;
};

// Raises for the first text that no row of the table has (22023). what: the name of the argument's values.
// Runs inside with_spi().
void expect_known(const column_of_texts& column, const char* what, const std::vector<std::string>& texts,
                  const char* hint);

}  // namespace forecast_warehouse::functions
