#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "load/policy.hpp"
#include "load/rejects.hpp"
#include "load/batch.hpp"
#include "load/summed_rows.hpp"
#include "load/write_outcome.hpp"
#include "postgres/rows.hpp"

namespace forecast_warehouse::load {

// The stage between check and write: sorts the good rows by their grain, and makes one row of those that
// share one.
//
// Rows that come in that order, one per grain, as an export writes them, are passed on. From the first row
// that does not, all go through the server's sort.
class gatherer {
public:
    // Lives in the current memory context.
    explicit gatherer(const core::feed& feed);

    // Takes some rows of a block.
    void put(postgres::row_block& block, const std::vector<std::uint32_t>& rows);

    // The rows to write; called once, when all rows are in. Sums may add keep sets.
    batch& finish(duplicate_policy duplicates, core::keep_sets& keep_sets, reject_log& rejects,
                  load_counts& counts);

    // The rows that were added up.
    [[nodiscard]] summed_rows& summed() noexcept { return summed_; }

private:
    bool append_in_order(postgres::row_block& block, const std::vector<std::uint32_t>& rows);
    void begin_to_sort();

    const core::feed* feed_;
    TupleDesc type_;
    batch gathered_;
    summed_rows summed_;
    postgres::row_block last_;               // the last row gathered in order
    std::vector<postgres::row_view> views_;  // of the block at hand
    std::optional<postgres::tuple_sort> sorted_;
};

}  // namespace forecast_warehouse::load
