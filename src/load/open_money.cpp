#include "load/open_money.hpp"

#include <memory>
#include <optional>

#include "asof/asof_cache.hpp"
#include "postgres/guard.hpp"
#include "postgres/memory.hpp"

namespace forecast_warehouse::load {

using core::column_role;
using postgres::row_block;

open_money::open_money(const target& target, money_policy policy)
    : target_(&target), policy_(policy), is_possible_(core::takes_rows_without_money(target.feed())) {
    if (!is_possible_) {
        return;
    }
    price_ = core::column_with_role(target.feed(), column_role::unit_price);
    amount_ = core::column_with_role(target.feed(), column_role::amount);
    quantity_ = core::column_with_role(target.feed(), column_role::quantity);
    product_ = core::key_of_dimension(target.feed(), "product");
    store_ = core::key_of_dimension(target.feed(), "store");
    day_ = core::day_column(target.feed());
    limits_.emplace_back(target.column(price_));
    limits_.emplace_back(target.column(amount_));
}

void open_money::price(row_block& block, block_faults& faults) {
    if (!is_possible_) {
        return;
    }
    find_open_rows(block, faults);
    if (rows_.empty()) {
        return;
    }
    if (policy_ == money_policy::price_asof || policy_ == money_policy::reprice) {
        look_up(block);
    }
    fill(block, faults);
}

void open_money::find_open_rows(row_block& block, const block_faults& faults) {
    rows_.clear();
    marks_.fill(mark::none);
    for (std::size_t row = 0; row < block.size(); ++row) {
        if (block.null(row, price_) && !faults.has(row)) {
            rows_.push_back(static_cast<std::uint32_t>(row));
            marks_[row] = block.null(row, amount_) ? mark::money : mark::price;
            found_ = found_ || marks_[row] == mark::money;
        }
    }
}

// One snapshot for the whole load: prices are read once, whatever other sessions do meanwhile.
void open_money::look_up(row_block& block) {
    postgres::guard([this] {
        if (snapshot_ == nullptr) {
            snapshot_ = RegisterSnapshot(GetTransactionSnapshot());
        }
        PushActiveSnapshot(snapshot_);
    });
    const std::shared_ptr<asof::asof_cache> cache = asof::asof_cache::current(target_->schema());
    const postgres::inside memory(block.memory());
    for (const std::uint32_t row : rows_) {
        const auto found =
            cache->price({DatumGetInt32(block.value(row, product_)), DatumGetInt32(block.value(row, store_)),
                          DatumGetDateADT(block.value(row, day_))});
        block.null(row, price_) = !found;
        block.value(row, price_) = found.value_or(Datum{0});
    }
    postgres::guard([] { PopActiveSnapshot(); });
}

// Rounds the prices, derives the amounts, and decides on the marks. Nothing sold is no money, whatever the
// price.
void open_money::fill(row_block& block, block_faults& faults) {
    const core::feed_column& units = target_->column(quantity_);
    const auto fit = [&](std::size_t row, int column, const decimal_limits& limits) {
        if (limits.fit_unguarded(block.value(row, column)) != decimal_limits::verdict::fits) {
            faults.set(row, core::reject_code::out_of_range, column);
        }
    };
    postgres::guard([&] {
        MemoryContext caller = MemoryContextSwitchTo(block.memory());
        for (const std::uint32_t row : rows_) {
            const bool is_nothing = is_zero(units, block.value(row, quantity_));
            if (block.null(row, price_)) {
                if (marks_[row] == mark::money && is_nothing) {
                    block.value(row, amount_) =
                        NumericGetDatum(int64_div_fast_to_numeric(0, target_->column(amount_).scale));
                    block.null(row, amount_) = false;
                } else if (marks_[row] == mark::money) {
                    ++unpriced_;
                }
                continue;
            }
            if (marks_[row] == mark::money) {
                block.value(row, amount_) = amount_unguarded(
                    quantity_unguarded(units, block.value(row, quantity_)), block.value(row, price_));
                block.null(row, amount_) = false;
                fit(row, amount_, limits_[1]);
            }
            fit(row, price_, limits_[0]);
            if (policy_ == money_policy::reprice) {
                marks_[row] = mark::none;
            }
        }
        MemoryContextSwitchTo(caller);
    });
}

std::int32_t open_money::keep_set(std::size_t row, std::int32_t number, core::keep_sets& sets) {
    if (!is_possible_ || rows_.empty() || marks_[row] == mark::none) {
        return number;
    }
    core::column_set columns = sets.set(number);
    for (const int column : {price_mark(target_->feed()), amount_mark(target_->feed())}) {
        if ((column == price_mark(target_->feed()) || marks_[row] == mark::money) &&
            !columns.contains(column)) {
            columns.insert(column);
        }
    }
    return sets.number_of(columns);
}

void open_money::end() {
    if (snapshot_ != nullptr) {
        postgres::guard([this] { UnregisterSnapshot(snapshot_); });
        snapshot_ = nullptr;
    }
}

}  // namespace forecast_warehouse::load
