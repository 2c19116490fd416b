#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "core/features/day_state.hpp"
#include "core/features/feature_column.hpp"
#include "core/features/feature_row.hpp"
#include "postgres/new_table.hpp"

namespace forecast_warehouse::features {

// The table that is built. It is created as the caller, and written row by row.
class feature_table {
public:
    // Creates the table. target: a name, with a schema or without. Runs within a connection to SPI. Refuses a
    // name that exists (42P07).
    feature_table(const std::string& target, std::vector<core::feature_column> columns);

    [[nodiscard]] Oid relation() const noexcept { return created_.relation; }
    // With its schema, quoted for SQL.
    [[nodiscard]] const std::string& name() const noexcept { return created_.name; }
    [[nodiscard]] const std::vector<core::feature_column>& columns() const noexcept { return columns_; }
    [[nodiscard]] std::int64_t rows() const noexcept { return rows_; }

    // Begins a row. The caller puts a value for each column, and ends the row.
    [[nodiscard]] core::feature_row begin_row();
    void end_row();

    // Writes the rows that remain, and closes the table.
    void close();

private:
    // A column of type numeric, and its last value. Most values are equal to the one before.
    struct numeric_column {
        std::size_t index;
        int scale;
        core::feature_word number = 0;
        Datum value = 0;
        bool valid = false;
    };

    struct created_table {
        std::string name;
        Oid relation;
    };
    static created_table create(const std::string& target, const std::vector<core::feature_column>& columns);

    void write();

    std::vector<core::feature_column> columns_;
    std::vector<numeric_column> numerics_;
    std::vector<std::size_t> states_;  // indexes of the columns of states
    std::array<Datum, core::day_state_names.size()> state_names_{};
    created_table created_;
    postgres::new_table table_;
    postgres::row_block block_;
    std::size_t row_ = 0;  // index in the block
    std::int64_t rows_ = 0;
};

}  // namespace forecast_warehouse::features
