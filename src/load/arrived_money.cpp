#include "load/arrived_money.hpp"

#include "postgres/guard.hpp"

namespace forecast_warehouse::load {

arrived_money::arrived_money(const core::feed& feed)
    : index_(feed.columns.size(), -1),
      memory_(CurrentMemoryContext),
      difference_(postgres::guard([] { return NumericGetDatum(int64_to_numeric(0)); })) {
    for (std::size_t column = 0; column < core::arriving_columns(feed).size(); ++column) {
        if (core::is_money(feed.columns[column].role)) {
            index_[column] = static_cast<int>(positions_.size());
            positions_.push_back(static_cast<int>(column));
            scales_.push_back(feed.columns[column].scale);
        }
    }
}

void arrived_money::keep(postgres::row_block& block) {
    values_.resize(block.size() * positions_.size());
    for (std::size_t row = 0; row < block.size(); ++row) {
        for (const int column : positions_) {
            entry(row, column) = {block.value(row, column), block.null(row, column)};
        }
    }
}

void arrived_money::add_differences(postgres::row_block& block, const block_faults& faults) {
    postgres::guard([&] {
        MemoryContext caller = MemoryContextSwitchTo(block.memory());
        Datum sum = difference_;
        for (std::size_t row = 0; row < block.size(); ++row) {
            for (std::size_t index = 0; !faults.has(row) && index < positions_.size(); ++index) {
                const value& arrived = values_[row * positions_.size() + index];
                // A number with no more digits than its column is not rounded. Most numbers are such.
                if (arrived.null ||
                    DatumGetInt32(DirectFunctionCall1(numeric_scale, arrived.value)) <= scales_[index]) {
                    continue;
                }
                const Datum stored = block.value(row, positions_[index]);
                const Datum change = DirectFunctionCall2(numeric_sub, stored, arrived.value);
                sum = DirectFunctionCall2(numeric_add, sum, DirectFunctionCall1(numeric_abs, change));
            }
        }
        if (sum != difference_) {
            MemoryContextSwitchTo(memory_);
            pfree(DatumGetPointer(difference_));
            difference_ = datumCopy(sum, false, -1);
        }
        MemoryContextSwitchTo(caller);
    });
}

std::string arrived_money::difference() const {
    return postgres::guard([this] {
        return DatumGetCString(
            DirectFunctionCall1(numeric_out, DirectFunctionCall1(numeric_trim_scale, difference_)));
    });
}

}  // namespace forecast_warehouse::load
