#pragma once

#include <cstdint>
#include <vector>

#include "load/policy.hpp"
#include "load/rejects.hpp"
#include "load/sums.hpp"
#include "load/batch.hpp"
#include "load/write_outcome.hpp"
#include "postgres/rows.hpp"

namespace forecast_warehouse::load {

// The stage between sort and write: of the rows of one grain, neighbours by now, it makes one or none.
class merger {
public:
    // Lives in the current memory context.
    merger(const core::feed& feed, duplicate_policy policy, reject_log& rejects, load_counts& counts);

    // Takes in the sorted rows up to the last one, and appends what it makes of them.
    void run(postgres::tuple_sort& sorted, batch& merged);

private:
    void take(const postgres::row_view& row);
    void meet_duplicate(const postgres::row_view& row);
    void reject_duplicate(const postgres::row_view& row);
    void add_up(const postgres::row_view& row);
    void release();
    void release_sum();
    void carry_over(batch& merged);
    [[nodiscard]] std::int64_t row_number(const postgres::row_view& row) const noexcept;

    const core::feed* feed_;
    duplicate_policy policy_;
    reject_log* rejects_;
    load_counts* counts_;
    TupleDesc type_;

    // The row of the grain at hand: it lies in the block being read, or in carried_ once that is read up.
    postgres::row_block carried_;
    postgres::row_view held_{nullptr, nullptr};
    std::int64_t held_rows_ = 0;  // rows of its grain so far; 0: there is none at hand

    sums sums_;
    std::vector<int> identity_;  // keys beside the grain: rows that differ in one are not to be added up
    std::int32_t summed_columns_ = 0;  // as bits
    bool add_up_ = true;               // whether those of the grain at hand are
    postgres::arena sum_memory_;
    std::vector<std::int64_t> summed_rows_;  // row numbers of the grain at hand

    std::vector<postgres::row_view> released_;  // rows on their way on
};

}  // namespace forecast_warehouse::load
