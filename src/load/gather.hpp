#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "load/policy.hpp"
#include "load/rejects.hpp"
#include "load/batch.hpp"
#include "load/write_outcome.hpp"
#include "postgres/rows.hpp"

namespace forecast_warehouse::load {

// The stage between check and write: brings the good rows into the order of their grain, and makes one of
// those that share one.
//
// Rows that come in that order already, one a grain, as an export writes them, are passed on as they are.
// From the first that does not on all go through the server's sort.
class gatherer {
public:
    // Lives in the current memory context.
    explicit gatherer(const core::feed& feed);

    // Takes some rows of a block.
    void put(postgres::row_block& block, const std::vector<std::uint32_t>& rows);

    // What the writer is to write; called once, when all rows are in.
    batch& finish(duplicate_policy duplicates, reject_log& rejects, load_counts& counts);

private:
    bool append_in_order(postgres::row_block& block, const std::vector<std::uint32_t>& rows);
    void begin_to_sort();

    const core::feed* feed_;
    TupleDesc type_;
    batch gathered_;
    postgres::row_block last_;               // the last row gathered in order
    std::vector<postgres::row_view> views_;  // of the block at hand
    std::optional<postgres::tuple_sort> sorted_;
};

}  // namespace forecast_warehouse::load
