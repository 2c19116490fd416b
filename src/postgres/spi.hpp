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

// Runs a body with a connection to SPI. When the body throws, the connection is left for the abort of the
// (sub)transaction, which closes it: an exception here always becomes an error or a rollback.
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

// Runs one statement in the caller's name, with a fresh snapshot where the isolation level has one, and
// leaves its rows in SPI_tuptable. The text must be schema-qualified, operators too. An error of any
// statement here does not show the statement.
void execute(const std::string& sql, arguments arguments = {});

// Runs a query with the snapshot of the statement that called us, as a function must that is STABLE, or runs
// in a parallel worker.
void query(const std::string& sql, arguments arguments = {});

// As execute(), for statements that come again and again in a session with the same text: their plan is kept.
void execute_again(const std::string& sql, arguments arguments);

// As query(), for those that come again and again in a session with the same text: their plan is kept.
void query_again(const std::string& sql, arguments arguments);

// What takes a row, which lies there for the call only; it may not call the server, and returns false when it
// wants no more of them.
using row_taker = std::function<bool(const row_view& row)>;

// Runs a query as query_again() does, and hands its rows over one by one: none is kept. types: those of its
// columns; an error names the first column of another type.
void stream(const std::string& sql, arguments arguments, std::span<const Oid> types, const row_taker& take);

// As execute() with a snapshot of this moment, whatever the isolation level: for what must not be missed.
void execute_as_of_now(const std::string& sql, arguments arguments = {});

// How many rows the last statement returned or wrote, and one of their values; NULL is told by is_null.
//
// A table's owner can alter the type of its columns. A value is handed over only when its column has the type
// that the caller reads, or one that is stored alike: a domain over it, varchar for text. Otherwise an error
// names the column. A row that the statement did not return is an error, too: a trigger may drop it.
std::uint64_t result_rows();
Datum result_value(std::uint64_t row, int column, Oid type, bool& is_null);
std::int64_t result_count(int column);
std::optional<std::string> result_text(std::uint64_t row, int column);
void free_result();

// A statement that is run several times on different rows, planned anew for each.
class statement {
public:
    statement(const std::string& sql, std::vector<Oid> types);
    void execute(arguments& arguments) const;

    // The same with a snapshot of this moment, whatever the isolation level.
    void execute_as_of_now(arguments& arguments) const;

private:
    std::string sql_;
    SPIPlanPtr plan_;
};

// Runs a query and appends its rows to a tuplestore. The query's columns must have the types of the store's;
// an error names the first that does not.
void execute_into(const std::string& sql, tuple_store& store, const arguments& arguments = {});

// Runs queries and puts their rows into a tuplestore or a sort, as above, with the snapshot of the statement
// that called us: several of them see the same rows.
void query_into(const std::string& sql, tuple_store& store, const arguments& arguments = {});
void query_into(const std::string& sql, tuple_sort& sort, const arguments& arguments = {});

// A name as SQL wants it; a schema's object with its schema.
std::string quoted(const std::string& name);
std::string quoted(const std::string& schema, const std::string& name);

// Name of a schema; an error when it is gone.
std::string name_of_schema(Oid schema);

}  // namespace forecast_warehouse::postgres
