#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/load/reject.hpp"
#include "load/control_totals.hpp"
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
    // Rows of a moment whose day became another one, though the moment did not change.
    std::int64_t moved = 0;
    // Which writers wrote or compared the rows.
    bool directly = false;
    bool by_sql = false;
    control_totals totals{};
    // Rows that arrived without money, and for which no price was found.
    std::int64_t unpriced = 0;
};

// A row of a load, by its number, and the id of its row in the table.
struct stored_id {
    std::int64_t row_number;
    std::int64_t id;
    bool is_written;  // and so locked
};

// The outcomes of rows that were written together. The rows not counted here were found unchanged.
struct write_outcome {
    std::int64_t inserted = 0;
    std::int64_t updated = 0;
    std::int64_t closed = 0;  // stored windows that end earlier now
    std::int64_t moved = 0;   // updated rows whose day is another one, though their moment is the same
    bool directly = false;    // which writer it was, or both
    bool by_sql = false;
    std::vector<core::reject> rejects;
    std::vector<stored_id> ids{};  // of the rows that were not rejected, where they were asked for

    void add(write_outcome more) {
        inserted += more.inserted;
        updated += more.updated;
        closed += more.closed;
        moved += more.moved;
        directly = directly || more.directly;
        by_sql = by_sql || more.by_sql;
        rejects.insert(rejects.end(), more.rejects.begin(), more.rejects.end());
        ids.insert(ids.end(), more.ids.begin(), more.ids.end());
    }

    void count(const std::vector<postgres::direct_row>& rows) noexcept {
        for (const postgres::direct_row& row : rows) {
            inserted += row.becomes == postgres::direct_row::outcome::inserted ? 1 : 0;
            updated += row.becomes == postgres::direct_row::outcome::updated ? 1 : 0;
            moved += row.becomes == postgres::direct_row::outcome::updated && row.moves ? 1 : 0;
        }
    }
};

}  // namespace forecast_warehouse::load
