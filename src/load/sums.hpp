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

    void begin(const postgres::row_view& row, MemoryContext memory);
    void add(const postgres::row_view& row, MemoryContext memory);

    // Writes the sums into a row, values in the given memory; the column at fault when one does not fit.
    std::optional<int> finish(const postgres::row_view& row, MemoryContext memory) const;

private:
    [[nodiscard]] bool adds_up(int column) const noexcept;
    [[nodiscard]] std::int64_t units_of(int column, Datum value) const;

    const core::feed* feed_;
    int price_;
    int quantity_;
    int amount_;
    int stockout_;
    std::optional<decimal_limits> price_limits_;
    // By column, in units of its last digit; none where no row has a value.
    std::vector<std::optional<std::int64_t>> totals_;
    bool discounts_only_ = true;  // whether all rows have a negative price
    bool stockout_everywhere_ = true;
};

}  // namespace forecast_warehouse::load
