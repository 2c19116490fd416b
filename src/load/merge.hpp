#pragma once

#include <cstdint>
#include <vector>

#include "load/policy.hpp"
#include "load/rejects.hpp"
#include "load/summed_rows.hpp"
#include "load/sums.hpp"
#include "load/batch.hpp"
#include "load/write_outcome.hpp"
#include "postgres/rows.hpp"

namespace forecast_warehouse::load {

// The stage between sort and write: makes one row, or none, of the rows of one grain. They are neighbours.
class merger {
public:
    // Lives in the current memory context. summed: gets the rows that are added up.
    merger(const core::feed& feed, duplicate_policy policy, core::keep_sets& keep_sets, reject_log& rejects,
           load_counts& counts, summed_rows& summed);

    // Reads all sorted rows, and appends the merged ones.
    void run(postgres::tuple_sort& sorted, batch& merged);

private:
    void take(const postgres::row_view& row);
    void meet_duplicate(const postgres::row_view& row);
    void reject_duplicate(const postgres::row_view& row);
    void add_up(const postgres::row_view& row);
    void compare(const postgres::row_view& row);
    [[nodiscard]] bool is_of_another_sale(const postgres::row_view& row) const;
    void add_keep_set(const postgres::row_view& row);
    void release();
    [[nodiscard]] bool is_open(const postgres::row_view& row) const;
    void release_sum();
    void release_identical();
    void carry_over(batch& merged);
    [[nodiscard]] std::int64_t row_number(const postgres::row_view& row) const noexcept;

    const core::feed* feed_;
    duplicate_policy policy_;
    core::keep_sets* keep_sets_;
    reject_log* rejects_;
    load_counts* counts_;
    summed_rows* summed_;
    TupleDesc type_;

    // The current grain's row: in the block being read, or in carried_ when that is used up.
    postgres::row_block carried_;
    postgres::row_view held_{nullptr, nullptr};
    std::int64_t held_rows_ = 0;  // rows of its grain so far; 0: there is no current grain

    sums sums_;
    std::vector<std::vector<int>> marks_;  // of lines of other sales, see reused_receipts.hpp
    std::vector<int> identity_;            // keys beside the grain: rows that differ in one are not added up
    std::vector<int> summed_columns_;
    bool add_up_ = true;  // whether those of the current grain are
    bool equal_ = true;   // whether they are equal in all columns
    postgres::arena sum_memory_;
    std::vector<std::int64_t> summed_rows_;  // row numbers of the current grain

    std::vector<postgres::row_view> released_;  // merged rows that are not appended yet
};

}  // namespace forecast_warehouse::load
