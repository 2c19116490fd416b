#pragma once

#include <cstdint>
#include <vector>

#include "postgres/rows.hpp"

namespace forecast_warehouse::load {

// Rows in the target's types (describe_resolved), in the order of its grain. No two rows have the same grain.
struct batch {
    postgres::tuple_store store;
    std::int64_t rows = 0;
    Datum first_key = 0;  // of the grain's leading column; valid only where that column is passed by value
    Datum last_key = 0;

    explicit batch(postgres::tuple_store rows_of_it) : store(rows_of_it) {}

    // Appends rows that come after those it has.
    void append(const std::vector<postgres::row_view>& more, int leading_column);
    void clear();
};

}  // namespace forecast_warehouse::load
