#pragma once

#include <string>
#include <vector>

#include "load/sql_text.hpp"
#include "load/target.hpp"

namespace forecast_warehouse::load {

// Composes the statements of sql_rows. They read the rows to write by the name "incoming".
//
// Where the grain begins with a date, the first parameters are the first and the last date of these rows. The
// planner then leaves out the rest of a large table.
class row_statements {
public:
    // The way of a statement with rows that are stored as they have to be.
    enum class unchanged_rows { left_alone, locked };

    row_statements(const target& target, const core::keep_sets& keep_sets);

    // Whether the first two parameters are dates, as described above.
    [[nodiscard]] bool by_date() const;
    // Types of those parameters.
    [[nodiscard]] std::vector<Oid> range_types() const;

    // Writes new and changed rows, and returns one row of lists: see written_rows.hpp. A watching statement
    // also returns the rows that the table did not give back, by their grain.
    [[nodiscard]] std::string write(unchanged_rows unchanged, bool watching) const;
    // The same, for the row numbers in the last parameter. They are written in any case, and watched.
    [[nodiscard]] std::string write_again() const;

    // Of the row numbers in the last parameter, those of rows that are not stored as they have to be.
    [[nodiscard]] std::string missing() const;
    // Of all rows, those whose stored row is of another sale. Empty: no row can be.
    [[nodiscard]] std::string of_other_sales() const;
    // How many rows are not stored as they have to be, without the row numbers in the last parameter.
    [[nodiscard]] std::string count_differing() const;

    // The stored rows in the grains of the incoming ones, as a FROM clause. The second: the values of a
    // stored row, as a record.
    [[nodiscard]] std::string stored_beside_incoming() const;
    [[nodiscard]] std::string stored_row() const { return text_.stored_row(); }

private:
    [[nodiscard]] std::string write_and_watch(const std::string& which, const std::string& on_conflict) const;
    [[nodiscard]] std::string writing(const std::string& which, const std::string& on_conflict,
                                      const std::string& returned) const;
    [[nodiscard]] std::string reporting(const std::string& more) const;
    [[nodiscard]] std::string joined_rows() const;
    [[nodiscard]] std::string differs() const;
    [[nodiscard]] std::string is_listed() const;
    [[nodiscard]] std::string key_of(const char* row) const;
    [[nodiscard]] std::string moves() const;
    [[nodiscard]] bool makes_id() const;
    [[nodiscard]] std::string id_value() const;
    [[nodiscard]] std::string id_default() const;
    [[nodiscard]] std::string leading_column() const;

    const target* target_;
    sql_text text_;
};

}  // namespace forecast_warehouse::load
