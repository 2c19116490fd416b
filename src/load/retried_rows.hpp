#pragma once

#include <cstdint>

#include "postgres/rows.hpp"

namespace forecast_warehouse::load {

// The rows of load_reject that a load retries: their batch, and for each row of the load its row_number
// there. The version is that of the row that was read. A row that somebody changes meanwhile has another one.
struct retried_rows {
    std::int64_t batch;
    postgres::tuple_store numbers;  // row_number: in the load; original, version: in load_reject
    std::int64_t rows;

    static TupleDesc describe() {
        return postgres::row_type()
            .add("row_number", INT8OID)
            .add("original", INT8OID)
            .add("version", TIDOID)
            .describe();
    }
};

}  // namespace forecast_warehouse::load
