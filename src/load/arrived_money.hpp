#pragma once

#include <string>
#include <vector>

#include "load/faults.hpp"
#include "load/target.hpp"
#include "postgres/rows.hpp"

namespace forecast_warehouse::load {

// The money of a block as it arrived. Columns hold whole cents, so checks round it. Amounts are computed from
// the values here, and rounded once. The class adds up what rounding changed.
class arrived_money {
public:
    // Lives in the current memory context.
    explicit arrived_money(const core::feed& feed);

    // Keeps the money of a block, before checks round it. The values must live as long as the block's.
    void keep(postgres::row_block& block);

    // A value before it was rounded. Only for a column of money with a value.
    [[nodiscard]] Datum at(std::size_t row, int column) const noexcept { return entry(row, column).value; }

    // Replaces a missing value by a computed one that is not rounded yet.
    void set(std::size_t row, int column, Datum value) noexcept { entry(row, column) = {value, false}; }

    // Adds the differences between the arrived and the rounded values, of rows without a fault.
    void add_differences(postgres::row_block& block, const block_faults& faults);

    // The sum of these differences, each without its sign: a decimal number.
    [[nodiscard]] std::string difference() const;

private:
    struct value {
        Datum value;
        bool null;
    };

    [[nodiscard]] const value& entry(std::size_t row, int column) const noexcept {
        return values_[row * positions_.size() + static_cast<std::size_t>(index_[column])];
    }
    [[nodiscard]] value& entry(std::size_t row, int column) noexcept {
        return values_[row * positions_.size() + static_cast<std::size_t>(index_[column])];
    }

    std::vector<int> positions_;  // the feed's columns of money
    std::vector<int> index_;      // by column of the feed: its index in positions_
    std::vector<int> scales_;     // by index: digits behind the point
    std::vector<value> values_;   // of the block at hand, row by row
    MemoryContext memory_;
    Datum difference_;
};

}  // namespace forecast_warehouse::load
