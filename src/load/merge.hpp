#pragma once

#include <cstdint>
#include <vector>

#include "load/policy.hpp"
#include "load/rejects.hpp"
#include "load/sums.hpp"
#include "load/writer.hpp"
#include "postgres/rows.hpp"

namespace forecast_warehouse::load {

// The stage between sort and write: of the rows of one grain, neighbours by now, it makes one or none, and
// cuts the stream into batches for the writer.
class merger {
public:
    // Lives in the current memory context.
    merger(const core::feed& feed, duplicate_policy policy, reject_log& rejects, writer& writer,
           load_counts& counts);

    // Takes in the sorted rows up to the last one.
    void run(postgres::tuple_sort& sorted);

private:
    void take(const postgres::row_view& row);
    void meet_duplicate(const postgres::row_view& row);
    void reject_duplicate(const postgres::row_view& row);
    void release();
    void carry_over();
    void pass_on();
    void append_released(batch& to) const;
    void hand_over();
    [[nodiscard]] std::int64_t row_number(const postgres::row_view& row) const noexcept;

    const core::feed* feed_;
    duplicate_policy policy_;
    reject_log* rejects_;
    writer* writer_;
    load_counts* counts_;
    TupleDesc type_;
    sums sums_;

    // The row of the grain at hand: it lies in the block being read, or in carried_ once that is read up.
    postgres::row_block carried_;
    postgres::row_view held_{nullptr, nullptr};
    std::int64_t held_rows_ = 0;  // rows of its grain so far; 0: there is none at hand
    postgres::arena sum_memory_;

    std::vector<postgres::row_view> released_;  // rows on their way into the batch
    batch batch_;
    batch all_;
};

}  // namespace forecast_warehouse::load
