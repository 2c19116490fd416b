#pragma once

#include <vector>

#include "postgres/direct_table.hpp"

namespace forecast_warehouse::postgres {

// Completes a row from its stored one before the two are compared. Runs inside a guard, and owns nothing. New
// values are in the current memory context, which lasts until the table is closed.
class row_completion {
public:
    row_completion() = default;
    row_completion(const row_completion&) = delete;
    row_completion& operator=(const row_completion&) = delete;
    virtual ~row_completion() = default;

    // Whether a row may need values of its stored row.
    [[nodiscard]] virtual bool concerns(const row_view& row) const noexcept = 0;
    // stored: by index of the direct columns; valid during the call only.
    virtual void complete(const row_view& row, const row_view& stored) const = 0;
};

// Both compare with the snapshot of the table, which has begun. An updated row keeps the stored values of the
// columns in its keep set.

// Finds the stored row of each row, and decides what becomes of it. The rows are in the order of the key. A
// row is rejected when the stored one differs in all columns of one of the lists. There may be no completion.
void compare_rows(direct_table& table, std::vector<direct_row>& rows, const keep_columns& keep,
                  const std::vector<std::vector<int>>& marks, const row_completion* completion);

// Decides what becomes of the rows that replace a stored one. The caller has found these (series_scan): the
// rows have its tid, and count as updated. Throws lost_race when a stored row is gone.
void compare_replaced(direct_table& table, std::vector<direct_row>& rows, const keep_columns& keep);

}  // namespace forecast_warehouse::postgres
