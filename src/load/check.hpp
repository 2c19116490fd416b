#pragma once

#include <vector>

#include "load/arrived_money.hpp"
#include "load/decimal.hpp"
#include "load/faults.hpp"
#include "load/policy.hpp"
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
    checker(const core::feed& feed, window_ends ends, money_policy money, int day_ends_at = 0);

    // money: the block's, as it arrived.
    void check(postgres::row_block& block, block_faults& faults, arrived_money& money) const;

private:
    void check_column(int column, postgres::row_block& block, block_faults& faults) const;
    [[nodiscard]] bool may_stay_open(postgres::row_block& block, std::size_t row) const;
    void take_discounts(postgres::row_block& block, block_faults& faults) const;
    void derive_amounts(postgres::row_block& block, block_faults& faults, arrived_money& money) const;
    void check_signs(postgres::row_block& block, block_faults& faults) const;
    void derive_day(postgres::row_block& block, const block_faults& faults) const;
    void derive_stock(postgres::row_block& block, const block_faults& faults) const;
    void check_one_of(postgres::row_block& block, block_faults& faults) const;
    void check_windows(postgres::row_block& block, block_faults& faults) const;

    const core::feed* feed_;
    window_ends ends_;
    bool takes_open_;  // whether rows without money go on
    int day_ends_at_;
    std::vector<decimal_limits> limits_;  // by column; unused where the column is no decimal
};

}  // namespace forecast_warehouse::load
