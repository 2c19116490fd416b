#include "load/stored_money.hpp"

#include "load/decimal.hpp"

namespace forecast_warehouse::load {

using core::column_role;
using postgres::row_view;

stored_money::stored_money(const core::feed& feed, const core::keep_sets& keep_sets)
    : feed_(&feed),
      keep_sets_(&keep_sets),
      keep_set_(keep_set_column(feed)),
      price_mark_(price_mark(feed)),
      amount_mark_(amount_mark(feed)),
      price_(core::column_with_role(feed, column_role::unit_price)),
      amount_(core::column_with_role(feed, column_role::amount)),
      quantity_(core::column_with_role(feed, column_role::quantity)) {}

bool stored_money::is_used() const noexcept {
    return core::takes_rows_without_money(*feed_) && keep_sets_->some_have(price_mark_);
}

bool stored_money::has_stored_quantity(const row_view& row, const row_view& stored) const {
    return !stored.nulls[quantity_] &&
           DatumGetBool(DirectFunctionCall2(numeric_eq, row.values[quantity_], stored.values[quantity_]));
}

void stored_money::complete(const row_view& row, const row_view& stored) const {
    const auto take = [&](int column, Datum value) {
        row.values[column] = value;
        row.nulls[column] = false;
    };
    if (has_mark(row, amount_mark_)) {
        if (!stored.nulls[amount_] && has_stored_quantity(row, stored)) {
            take(amount_, datumCopy(stored.values[amount_], false, -1));
        } else if (!stored.nulls[price_]) {
            const Datum derived = amount_unguarded(row.values[quantity_], stored.values[price_]);
            const core::feed_column& amount = feed_->columns[static_cast<std::size_t>(amount_)];
            take(amount_, DirectFunctionCall2(numeric, derived, Int32GetDatum(numeric_typmod(amount))));
        }
    }
    if (!stored.nulls[price_]) {
        take(price_, datumCopy(stored.values[price_], false, -1));
    }
}

arrived_values::arrived_values(const stored_money& money, std::vector<postgres::direct_row>& rows) {
    if (!money.is_used()) {
        return;
    }
    for (const postgres::direct_row& each : rows) {
        if (money.concerns(each.row)) {
            for (const int column : {money.price_, money.amount_}) {
                values_.push_back({each.row, column, each.row.values[column], each.row.nulls[column]});
            }
        }
    }
}

arrived_values::~arrived_values() {
    for (const value& each : values_) {
        each.row.values[each.column] = each.datum;
        each.row.nulls[each.column] = each.is_null;
    }
}

}  // namespace forecast_warehouse::load
