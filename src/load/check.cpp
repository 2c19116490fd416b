#include "load/check.hpp"

#include <algorithm>
#include <limits>

#include "core/load/given_ids.hpp"
#include "postgres/guard.hpp"

namespace forecast_warehouse::load {
namespace {

using core::column_role;
using core::reject_code;
using core::when_missing;
using postgres::row_block;

// One value; a check sets the fault that it finds.
struct cell {
    Datum* value;
    bool* null;
    std::size_t row;
    int column;
    block_faults* faults;

    void reject(reject_code code) const noexcept { faults->set(row, code, column); }
};

// The columns of a sale, by their roles.
struct sale_columns {
    explicit sale_columns(const core::feed& feed)
        : quantity(core::column_with_role(feed, column_role::quantity)),
          price(core::column_with_role(feed, column_role::unit_price)),
          amount(core::column_with_role(feed, column_role::amount)) {}

    int quantity;
    int price;
    int amount;
};

void check_text(const cell& cell, const core::feed_column& column) {
    struct varlena* plain = PG_DETOAST_DATUM_PACKED(*cell.value);
    *cell.value = PointerGetDatum(plain);
    const auto bytes = static_cast<int>(VARSIZE_ANY_EXHDR(plain));
    const bool is_key = column.role == column_role::natural_key || referenced_by(column) != nullptr;
    if (bytes == 0 && is_key) {
        cell.reject(reject_code::missing_value);
    } else if (column.limit > 0 && bytes > column.limit &&
               pg_mbstrlen_with_len(VARDATA_ANY(plain), bytes) > column.limit) {
        cell.reject(reject_code::too_long);
    }
}

void check_integer(const cell& cell, const core::feed_column& column) {
    const std::int64_t number = DatumGetInt64(*cell.value);
    if (number < 0 && !column.either_sign) {
        cell.reject(reject_code::negative_value);
    } else if (core::is_big(column)) {
        return;
    } else if (number > std::numeric_limits<std::int32_t>::max() ||
               number < std::numeric_limits<std::int32_t>::min()) {
        cell.reject(reject_code::out_of_range);
    } else {
        *cell.value = Int32GetDatum(static_cast<std::int32_t>(number));
    }
}

void check_decimal(const cell& cell, const decimal_limits& limits) {
    switch (limits.fit_unguarded(*cell.value)) {
        case decimal_limits::verdict::fits:
            break;
        case decimal_limits::verdict::negative:
            cell.reject(reject_code::negative_value);
            break;
        case decimal_limits::verdict::out_of_range:
            cell.reject(reject_code::out_of_range);
            break;
        case decimal_limits::verdict::too_many_decimals:
            cell.reject(reject_code::too_many_decimals);
            break;
    }
}

// A window without an end has none in a column that may be NULL. In another one it ends on the last day that
// other systems write. Returns whether the day is such an end.
bool take_open_end(const cell& cell, const core::feed_column& column) {
    if (column.role != column_role::window_end || !core::is_open_end(DatumGetDateADT(*cell.value))) {
        return false;
    }
    *cell.null = column.missing == when_missing::null;
    *cell.value = DateADTGetDatum(core::last_written_day);
    return true;
}

// A window needs days. A fact's day is looked up in the calendar, which does not have infinity.
void check_date(const cell& cell, const core::feed_column& column) {
    if (!take_open_end(cell, column) && column.role != column_role::dimension_key &&
        DATE_NOT_FINITE(DatumGetDateADT(*cell.value))) {
        cell.reject(reject_code::out_of_range);
    }
}

// An infinite moment has no day.
void check_timestamp(const cell& cell) {
    if (TIMESTAMP_NOT_FINITE(DatumGetTimestampTz(*cell.value))) {
        cell.reject(reject_code::out_of_range);
    }
}

void check_missing(const cell& cell, const core::feed_column& column, const decimal_limits& limits) {
    if (column.missing == when_missing::reject) {
        cell.reject(reject_code::missing_value);
    } else if (column.missing == when_missing::zero) {
        *cell.value = column.type == core::value_type::integer ? Int32GetDatum(0) : limits.zero();
        *cell.null = false;
    } else if (column.missing == when_missing::empty) {
        *cell.value = PointerGetDatum(cstring_to_text(""));
        *cell.null = false;
    }
}

void check_value(const cell& cell, const core::feed_column& column, const decimal_limits& limits) {
    if (*cell.null) {
        check_missing(cell, column, limits);
        return;
    }
    switch (column.type) {
        case core::value_type::text:
            check_text(cell, column);
            break;
        case core::value_type::integer:
            check_integer(cell, column);
            break;
        case core::value_type::decimal:
            check_decimal(cell, limits);
            break;
        case core::value_type::date:
            check_date(cell, column);
            break;
        case core::value_type::timestamp:
            check_timestamp(cell);
            break;
        case core::value_type::boolean:
            break;
    }
}

// Runs a check on every row that has no fault so far, in the block's memory, under one guard.
template <class Check>
void for_each_good_row(row_block& block, const block_faults& faults, Check check) {
    postgres::guard([&] {
        MemoryContext caller = MemoryContextSwitchTo(block.memory());
        for (std::size_t row = 0; row < block.size(); ++row) {
            if (!faults.has(row)) {
                check(row);
            }
        }
        MemoryContextSwitchTo(caller);
    });
}

// The day of a moment in the session's time zone. Moments before the end of the business day belong to the
// day before. Runs inside a guard.
Datum day_of(Datum moment, int day_ends_at) {
    if (day_ends_at == 0) {
        return DirectFunctionCall1(timestamptz_date, moment);
    }
    const Timestamp local = DatumGetTimestamp(DirectFunctionCall1(timestamptz_timestamp, moment));
    return DirectFunctionCall1(timestamp_date, TimestampGetDatum(local - day_ends_at * USECS_PER_MINUTE));
}

}  // namespace

checker::checker(const core::feed& feed, window_ends ends, money_policy money, int day_ends_at)
    : feed_(&feed),
      ends_(ends),
      takes_open_(money != money_policy::reject && core::takes_rows_without_money(feed)),
      day_ends_at_(day_ends_at) {
    for (const core::feed_column& column : feed.columns) {
        const bool decimal = column.type == core::value_type::decimal;
        limits_.emplace_back(decimal ? column
                                     : core::feed_column{"", "", core::value_type::decimal,
                                                         column_role::value, when_missing::null, 1});
    }
}

void checker::check(row_block& block, block_faults& faults, arrived_money& money) const {
    money.keep(block);
    for (int column = 0; column < static_cast<int>(core::arriving_columns(*feed_).size()); ++column) {
        check_column(column, block, faults);
    }
    switch (feed_->derives) {
        case core::derivation::amounts:
            take_discounts(block, faults);
            derive_amounts(block, faults, money);
            check_signs(block, faults);
            break;
        case core::derivation::stock:
            derive_stock(block, faults);
            break;
        case core::derivation::order:  // order_values, when the keys are known
        case core::derivation::none:
            break;
    }
    if (core::column_with_role(*feed_, column_role::moment) >= 0) {
        derive_day(block, faults);
    }
    if (feed_->windowed) {
        check_windows(block, faults);
    }
    if (!feed_->one_of.empty()) {
        check_one_of(block, faults);
    }
}

void checker::check_column(int column, row_block& block, block_faults& faults) const {
    const core::feed_column& description = feed_->columns[static_cast<std::size_t>(column)];
    const decimal_limits& limits = limits_[static_cast<std::size_t>(column)];
    for_each_good_row(block, faults, [&](std::size_t row) {
        check_value({&block.value(row, column), &block.null(row, column), row, column, &faults}, description,
                    limits);
    });
}

// Whether a later stage may price the row, or leave it open: one without money, or nothing for no money. The
// price of the latter is 0 / 0.
bool checker::may_stay_open(row_block& block, std::size_t row) const {
    const int amount = core::column_with_role(*feed_, column_role::amount);
    return takes_open_ &&
           (block.null(row, amount) ||
            is_zero(feed_->columns[static_cast<std::size_t>(amount)], block.value(row, amount)));
}

// A discount without pieces: its quantity is 0, and so is a price that is missing.
void checker::take_discounts(row_block& block, block_faults& faults) const {
    if (!core::has_discounts(*feed_)) {
        return;
    }
    const sale_columns sale(*feed_);
    for_each_good_row(block, faults, [&](std::size_t row) {
        const bool lacks_pieces = block.null(row, sale.quantity);
        if (!lacks_pieces && !block.null(row, sale.price)) {
            return;
        }
        if (block.null(row, sale.amount) || !is_negative_unguarded(block.value(row, sale.amount))) {
            if (lacks_pieces) {
                faults.set(row, reject_code::missing_value, sale.quantity);
            }
            return;
        }
        if (lacks_pieces) {
            block.value(row, sale.quantity) = limits_[static_cast<std::size_t>(sale.quantity)].zero();
            block.null(row, sale.quantity) = false;
        }
        const core::feed_column& units = feed_->columns[static_cast<std::size_t>(sale.quantity)];
        if (block.null(row, sale.price) && is_zero(units, block.value(row, sale.quantity))) {
            block.value(row, sale.price) = NumericGetDatum(
                int64_div_fast_to_numeric(0, feed_->columns[static_cast<std::size_t>(sale.price)].scale));
            block.null(row, sale.price) = false;
        }
    });
}

// A negative price is that of a discount. It lowers the amount. A discount that is taken back raises it.
void checker::check_signs(row_block& block, block_faults& faults) const {
    if (!core::has_discounts(*feed_)) {
        return;
    }
    const sale_columns sale(*feed_);
    for_each_good_row(block, faults, [&](std::size_t row) {
        if (is_negative_unguarded(block.value(row, sale.price)) &&
            is_positive_unguarded(DirectFunctionCall2(numeric_mul, block.value(row, sale.quantity),
                                                      block.value(row, sale.amount)))) {
            faults.set(row, reject_code::negative_value, sale.price);
        }
    });
}

// amount = quantity x unit_price, and unit_price = amount / quantity, whichever is missing. Each is computed
// from the numbers that arrived, and rounded once.
void checker::derive_amounts(row_block& block, block_faults& faults, arrived_money& money) const {
    const sale_columns sale(*feed_);
    const core::feed_column& units_column = feed_->columns[static_cast<std::size_t>(sale.quantity)];
    for_each_good_row(block, faults, [&](std::size_t row) {
        if (!block.null(row, sale.price) && !block.null(row, sale.amount)) {
            return;
        }
        const bool wants_amount = block.null(row, sale.amount);
        const int wanted = wants_amount ? sale.amount : sale.price;
        const Datum units = block.value(row, sale.quantity);
        if (block.null(row, wants_amount ? sale.price : sale.amount) ||
            (!wants_amount && is_zero(units_column, units))) {
            if (!may_stay_open(block, row)) {
                faults.set(row, reject_code::missing_value, sale.price);
            }
            return;
        }
        const Datum number = quantity_unguarded(units_column, units);
        block.value(row, wanted) = wants_amount ? amount_unguarded(number, money.at(row, sale.price))
                                                : price_unguarded(money.at(row, sale.amount), number);
        if (wants_amount) {
            money.set(row, wanted, block.value(row, wanted));
        }
        block.null(row, wanted) = false;
        check_decimal({&block.value(row, wanted), &block.null(row, wanted), row, wanted, &faults},
                      limits_[static_cast<std::size_t>(wanted)]);
        // Units that come back for a positive amount are a return with the wrong sign. Or they are a discount
        // that is taken back, but such a one names its price.
        if (!wants_amount && !faults.has(row) && is_negative_unguarded(number) &&
            is_negative_unguarded(block.value(row, sale.price))) {
            faults.set(row, reject_code::negative_value, sale.price);
        }
    });
}

// A missing stockout: whether nothing is on hand.
void checker::derive_stock(row_block& block, const block_faults& faults) const {
    const int on_hand = core::column_with_role(*feed_, column_role::units_on_hand);
    const core::feed_column& column = feed_->columns[static_cast<std::size_t>(on_hand)];
    const int stockout = core::column_with_role(*feed_, column_role::stockout);
    for_each_good_row(block, faults, [&](std::size_t row) {
        if (block.null(row, stockout)) {
            block.value(row, stockout) = BoolGetDatum(is_zero(column, block.value(row, on_hand)));
            block.null(row, stockout) = false;
        }
    });
}

// The day of the moment in the session's time zone, as a cast to date gives it.
void checker::derive_day(row_block& block, const block_faults& faults) const {
    const int moment = core::column_with_role(*feed_, column_role::moment);
    const int day = core::day_column(*feed_);
    for_each_good_row(block, faults, [&](std::size_t row) {
        block.value(row, day) = day_of(block.value(row, moment), day_ends_at_);
        block.null(row, day) = false;
    });
}

// The table has a check of its own. A row that is rejected here takes no value of a sequence.
void checker::check_one_of(row_block& block, block_faults& faults) const {
    for_each_good_row(block, faults, [&](std::size_t row) {
        const auto given = std::count_if(feed_->one_of.begin(), feed_->one_of.end(),
                                         [&](int column) { return !block.null(row, column); });
        if (given != 1) {
            faults.set(row, given == 0 ? reject_code::missing_value : reject_code::constraint,
                       feed_->one_of.front());
        }
    });
}

void checker::check_windows(row_block& block, block_faults& faults) const {
    const int start = core::column_with_role(*feed_, column_role::window_start);
    const int end = core::column_with_role(*feed_, column_role::window_end);
    for_each_good_row(block, faults, [&](std::size_t row) {
        if (block.null(row, end)) {
            return;
        }
        const DateADT given = DatumGetDateADT(block.value(row, end));
        const bool is_after = ends_ == window_ends::exclusive && !core::is_open_end(given);
        const DateADT last = given - (is_after ? 1 : 0);
        if (last < DatumGetDateADT(block.value(row, start))) {
            faults.set(row, reject_code::invalid_window, end);
        }
        block.value(row, end) = DateADTGetDatum(last);
    });
}

}  // namespace forecast_warehouse::load
