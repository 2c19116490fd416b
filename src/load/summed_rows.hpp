#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "core/load/reject.hpp"
#include "load/rejects.hpp"
#include "postgres/rows.hpp"

namespace forecast_warehouse::load {

// The rows that were added up (on_duplicate = sum), on disk when they are many. A sum has the number of its
// first row. The table may reject it, and then all of its rows are rejected: none of them alone is the sum.
class summed_rows {
public:
    // Lives in the current memory context.
    summed_rows() : memory_(CurrentMemoryContext) {}

    // Adds the numbers of the rows of one sum. The first one is that of the sum.
    void add(const std::vector<std::int64_t>& rows);

    // Rejects the other rows of rejected sums, for the reason of their sum. rejected: by the number of the
    // sum. Returns how many rows they are.
    std::int64_t reject_others(const std::map<std::int64_t, core::reject>& rejected, reject_log& rejects);

    void end();

private:
    void spill();

    MemoryContext memory_;
    std::optional<postgres::row_block> waiting_;
    std::optional<postgres::tuple_store> stored_;
};

}  // namespace forecast_warehouse::load
