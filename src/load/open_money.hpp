#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "core/column_set.hpp"
#include "load/decimal.hpp"
#include "load/faults.hpp"
#include "load/policy.hpp"
#include "load/target.hpp"
#include "postgres/rows.hpp"

namespace forecast_warehouse::load {

// The stage that prices the rows that arrived without money. It comes after the keys are resolved. The price
// is that of price_asof(), read once for the whole load. A row for which none is in force goes on without
// money.
class open_money {
public:
    // Lives in the current memory context. The feed's rows may arrive without money, or nothing is done.
    open_money(const target& target, money_policy policy);

    // Prices the rows of a block that have no fault. Stored money comes before a price of here, so the rows
    // get marks (price_mark, amount_mark).
    void price(postgres::row_block& block, block_faults& faults);

    // The number of the keep set of a row of the block: its set with the marks of the row.
    [[nodiscard]] std::int32_t keep_set(std::size_t row, std::int32_t number, core::keep_sets& sets);

    // Whether rows arrived without money.
    [[nodiscard]] bool found_open_rows() const noexcept { return found_; }

    // Rows that arrived without money, and for which no price is in force.
    [[nodiscard]] std::int64_t unpriced() const noexcept { return unpriced_; }

    // Releases the snapshot of the prices. Not called when an error is raised.
    void end();

private:
    enum class mark : std::uint8_t { none, price, money };

    void find_open_rows(postgres::row_block& block, const block_faults& faults);
    void look_up(postgres::row_block& block);
    void fill(postgres::row_block& block, block_faults& faults);

    const target* target_;
    money_policy policy_;
    bool is_possible_;
    int price_ = -1;
    int amount_ = -1;
    int quantity_ = -1;
    int product_ = -1;
    int store_ = -1;
    int day_ = -1;
    std::vector<decimal_limits> limits_;  // of the price, and of the amount
    Snapshot snapshot_ = nullptr;         // that prices are read with
    std::vector<std::uint32_t> rows_;     // of the block, without a price
    std::array<mark, postgres::row_block::largest> marks_{};
    bool found_ = false;
    std::int64_t unpriced_ = 0;
};

}  // namespace forecast_warehouse::load
