#pragma once

#include <vector>

#include "load/decimal.hpp"
#include "load/faults.hpp"
#include "load/target.hpp"
#include "postgres/rows.hpp"

namespace forecast_warehouse::load {

// The stage that checks each row by itself: missing, negative, too large and too long values, and windows
// that end before they start. It derives values from the rest of the row. Values leave it in the target's
// types; keys are left for the next stage.
class checker {
public:
    // Lives in the current memory context.
    // day_ends_at: minutes after midnight at which a business day ends.
    explicit checker(const core::feed& feed, int day_ends_at = 0);

    void check(postgres::row_block& block, block_faults& faults) const;

private:
    void check_column(int column, postgres::row_block& block, block_faults& faults) const;
    void derive_amounts(postgres::row_block& block, block_faults& faults) const;
    void derive_day(postgres::row_block& block, const block_faults& faults) const;
    void derive_stock(postgres::row_block& block, const block_faults& faults) const;
    void check_windows(postgres::row_block& block, block_faults& faults) const;

    const core::feed* feed_;
    int day_ends_at_;
    std::vector<decimal_limits> limits_;  // by column; unused where the column is no decimal
};

}  // namespace forecast_warehouse::load
