#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "load/decimal.hpp"
#include "load/faults.hpp"
#include "load/target.hpp"
#include "postgres/rows.hpp"

namespace forecast_warehouse::load {

// Adds up the rows of one grain (on_duplicate = sum). The price becomes the amount by the quantity, and a
// stockout is one where every row has one.
class sums {
public:
    // Lives in the current memory context.
    explicit sums(const core::feed& feed);

    // is_open: whether the row arrived without money.
    void begin(const postgres::row_view& row, bool is_open, MemoryContext memory);
    void add(const postgres::row_view& row, bool is_open, MemoryContext memory);

    // Whether some rows have no amount, and others arrived with money. Their sum is not known, and would hide
    // the known money.
    [[nodiscard]] bool is_partly_unknown() const noexcept { return some_given_ && some_unknown_; }

    // Writes the sums into a row, values in the given memory; the column at fault when one does not fit. If
    // all rows arrived without money, the amount is the sum's by their price, as if they were one row.
    std::optional<int> finish(const postgres::row_view& row, MemoryContext memory) const;

private:
    [[nodiscard]] bool adds_up(int column) const noexcept;
    [[nodiscard]] std::int64_t units_of(int column, Datum value) const;
    [[nodiscard]] std::optional<int> finish_money(const postgres::row_view& row) const;

    const core::feed* feed_;
    int price_;
    int quantity_;
    int amount_;
    int stockout_;
    std::optional<decimal_limits> price_limits_;
    std::optional<decimal_limits> amount_limits_;
    // By column, in units of its last digit; none where no row has a value.
    std::vector<std::optional<std::int64_t>> totals_;
    bool discounts_only_ = true;  // whether all rows have a negative price
    bool stockout_everywhere_ = true;
    bool some_given_ = false;    // whether a row arrived with money
    bool some_unknown_ = false;  // whether a row has no amount
};

}  // namespace forecast_warehouse::load
