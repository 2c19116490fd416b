#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "postgres/arguments.hpp"
#include "postgres/guard.hpp"
#include "postgres/rows.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {

// Runs a body with a connection to SPI. When the body throws, the abort of the (sub)transaction closes the
// connection. An exception here always becomes an error or a rollback.
template <class Body>
void with_spi(Body&& body) {
    guard([] {
        if (SPI_connect() != SPI_OK_CONNECT) {
            elog(ERROR, "could not connect to SPI");
        }
    });
    std::forward<Body>(body)();
    guard([] { SPI_finish(); });
}

// Runs one statement as the current role and leaves its rows in SPI_tuptable. The snapshot is new where the
// isolation level allows it. The text must be schema-qualified, operators too. An error of any statement
// here does not show the statement.
void execute(const std::string& sql, arguments arguments = {});

// Runs a query with the snapshot of the calling statement. STABLE functions, and functions in parallel
// workers, must do so.
void query(const std::string& sql, arguments arguments = {});

// As execute(), for statements that a session repeats with the same text. Their plans are cached.
void execute_again(const std::string& sql, arguments arguments);

// As query(), for queries that a session repeats with the same text. Their plans are cached.
void query_again(const std::string& sql, arguments arguments);

// Row callback. The row is valid only during the call. It must not call the server. It returns false to
// stop.
using row_taker = std::function<bool(const row_view& row)>;

// Runs a query as query_again() does, and calls take for each row. Rows are not stored. types: the types of
// its columns. An error names the first column of another type (42804).
void stream(const std::string& sql, arguments arguments, std::span<const Oid> types, const row_taker& take);

// As execute(), with a new snapshot at every isolation level, for rows that must not be missed.
void execute_as_of_now(const std::string& sql, arguments arguments = {});

// The number of rows that the last statement returned or wrote, and one of their values. is_null is set for
// NULL.
//
// A table's owner can alter the type of its columns. The column must have the type that the caller reads, or
// one with the same storage. That is a domain over it, or varchar for text. Otherwise an error names the
// column (42804). A row that the statement did not return is an error, too (55000): a trigger may drop it.
std::uint64_t result_rows();
Datum result_value(std::uint64_t row, int column, Oid type, bool& is_null);
std::int64_t result_count(int column);
std::optional<std::string> result_text(std::uint64_t row, int column);
void free_result();

// A statement that is run several times on different rows, with a new plan for each run.
class statement {
public:
    statement(const std::string& sql, std::vector<Oid> types);
    void execute(arguments& arguments) const;

    // The same with a new snapshot at every isolation level.
    void execute_as_of_now(arguments& arguments) const;

private:
    std::string sql_;
    SPIPlanPtr plan_;
};

// Runs a query and appends its rows to a tuplestore. The query's columns must have the types of the store's.
// An error names the first that does not (42804).
void execute_into(const std::string& sql, tuple_store& store, const arguments& arguments = {});

// The same into a tuplestore or a sort, with the snapshot of the calling statement. Several such queries see
// the same rows.
void query_into(const std::string& sql, tuple_store& store, const arguments& arguments = {});
void query_into(const std::string& sql, tuple_sort& sort, const arguments& arguments = {});

// The same of a query whose last column is numeric, where the sort has a bigint: its value as a fixed-point
// number (postgres/fixed_point.hpp). A value that is none raises an error that names it (22003).
void query_scaled_into(const std::string& sql, tuple_sort& sort, int scale, const arguments& arguments = {});

// A quoted name; an object of a schema with its schema.
std::string quoted(const std::string& name);
std::string quoted(const std::string& schema, const std::string& name);

// Name of a schema. Raises when it does not exist.
std::string name_of_schema(Oid schema);

}  // namespace forecast_warehouse::postgres
