#include "load/order_values.hpp"

#include "postgres/guard.hpp"

namespace forecast_warehouse::load {

using core::column_role;
using postgres::row_block;

order_values::order_values(const target& target)
    : target_(&target), is_order_(target.feed().derives == core::derivation::order) {
    if (!is_order_) {
        return;
    }
    quantity_ = core::column_with_role(target.feed(), column_role::quantity);
    amount_ = core::column_with_role(target.feed(), column_role::amount);
    cost_ = core::column_with_role(target.feed(), column_role::cost);
    price_ = core::column_with_role(target.feed(), column_role::unit_price);
    profit_ = core::column_with_role(target.feed(), column_role::profit);
    for (const int column : {cost_, price_, profit_}) {
        limits_.emplace_back(target.column(column));
    }
    for (int column = 0; column < target.columns(); ++column) {
        if (!target.column(column).from.empty()) {
            add_given(column);
        }
    }
}

void order_values::add_given(int column) {
    const core::feed_column& described = target_->column(column);
    given_column& made = given_.emplace_back(given_column{column, {}});
    for (const core::attribute& each : described.from) {
        made.from.emplace_back(*target_, core::key_of_dimension(target_->feed(), each.table), each,
                               resolved_type(described));
    }
}

void order_values::derive(row_block& block, block_faults& faults) {
    if (!is_order_) {
        return;
    }
    // Columns that do not arrive have no values yet.
    const auto arriving = static_cast<int>(core::arriving_columns(target_->feed()).size());
    for (std::size_t row = 0; row < block.size(); ++row) {
        for (int column = arriving; column < target_->columns(); ++column) {
            block.value(row, column) = Datum{0};
            block.null(row, column) = true;
        }
    }
    for (given_column& each : given_) {
        for (dimension_attribute& from : each.from) {
            from.look_up(block, faults);
        }
    }
    postgres::guard([&] {
        MemoryContext caller = MemoryContextSwitchTo(block.memory());
        for (const given_column& each : given_) {
            take_given(each, block, faults);
        }
        for (std::size_t row = 0; row < block.size(); ++row) {
            if (!faults.has(row)) {
                derive_unguarded(block, row, faults);
            }
        }
        MemoryContextSwitchTo(caller);
    });
}

// A value that arrived counts. The cost of a dimension is that of one unit. Runs inside a guard.
void order_values::take_given(const given_column& given, row_block& block, const block_faults& faults) const {
    for (std::size_t row = 0; row < block.size(); ++row) {
        for (std::size_t index = 0; index < given.from.size(); ++index) {
            if (faults.has(row) || !block.null(row, given.column)) {
                break;
            }
            if (const std::optional<Datum> value = given.from[index].value(block, row)) {
                block.value(row, given.column) =
                    given.column == cost_ ? amount_unguarded(block.value(row, quantity_), *value) : *value;
                block.null(row, given.column) = false;
            }
        }
    }
}

void order_values::derive_unguarded(row_block& block, std::size_t row, block_faults& faults) const {
    const Datum quantity = block.value(row, quantity_);
    const Datum amount = block.value(row, amount_);
    if (!block.null(row, cost_)) {
        put_unguarded(block, row, cost_, block.value(row, cost_), faults);
    }
    if (!is_zero(target_->column(quantity_), quantity)) {
        put_unguarded(block, row, price_, price_unguarded(amount, quantity), faults);
    }
    if (!block.null(row, cost_)) {
        put_unguarded(block, row, profit_, DirectFunctionCall2(numeric_sub, amount, block.value(row, cost_)),
                      faults);
    }
}

// Rounds a value. One that does not fit is a fault of the column that it was derived from.
void order_values::put_unguarded(row_block& block, std::size_t row, int column, Datum value,
                                 block_faults& faults) const {
    const std::size_t limits = column == cost_ ? 0 : column == price_ ? 1 : 2;
    if (limits_[limits].fit_unguarded(value) != decimal_limits::verdict::fits) {
        faults.set(row, core::reject_code::out_of_range, column == cost_ ? cost_ : amount_);
        return;
    }
    block.value(row, column) = value;
    block.null(row, column) = false;
}

}  // namespace forecast_warehouse::load
