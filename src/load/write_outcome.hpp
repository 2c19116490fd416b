#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/load/reject.hpp"
#include "postgres/direct_table.hpp"

namespace forecast_warehouse::load {

// The outcomes of the rows of a load.
struct load_counts {
    std::int64_t received = 0;
    std::int64_t inserted = 0;
    std::int64_t updated = 0;
    std::int64_t unchanged = 0;
    std::int64_t merged = 0;
    std::int64_t rejected = 0;
    std::int64_t closed = 0;
    // By how much rounding to whole cents changed money: the sum over the values of rows without a fault of
    // their own, each without its sign. A decimal number.
    std::string rounding = "0";
};

// The outcomes of rows that were written together. The rows not counted here were found unchanged.
struct write_outcome {
    std::int64_t inserted = 0;
    std::int64_t updated = 0;
    std::int64_t closed = 0;  // stored windows that end earlier now
    std::vector<core::reject> rejects;

    void add(write_outcome more) {
        inserted += more.inserted;
        updated += more.updated;
        closed += more.closed;
        rejects.insert(rejects.end(), more.rejects.begin(), more.rejects.end());
    }

    void count(const std::vector<postgres::direct_row>& rows) noexcept {
        for (const postgres::direct_row& row : rows) {
            inserted += row.becomes == postgres::direct_row::outcome::inserted ? 1 : 0;
            updated += row.becomes == postgres::direct_row::outcome::updated ? 1 : 0;
        }
    }
};

}  // namespace forecast_warehouse::load
