#include "load/sums.hpp"

#include <limits>

#include "postgres/fixed_point.hpp"
#include "postgres/guard.hpp"
#include "postgres/memory.hpp"

namespace forecast_warehouse::load {
namespace {

// A sum of two numbers, at most the largest number. No column holds that, so it is rejected.
std::int64_t add_clamped(std::int64_t left, std::int64_t right) noexcept {
    std::int64_t sum = 0;
    if (!__builtin_add_overflow(left, right, &sum)) {
        return sum;
    }
    return left < 0 ? std::numeric_limits<std::int64_t>::min() : std::numeric_limits<std::int64_t>::max();
}

// Whether a column holds a total, given in units of its last digit.
bool holds(const core::feed_column& column, std::int64_t total) noexcept {
    if (column.type == core::value_type::integer) {
        return total >= std::numeric_limits<std::int32_t>::min() &&
               total <= std::numeric_limits<std::int32_t>::max();
    }
    const std::int64_t first_misfit = power_of_ten(column.limit);
    return total > -first_misfit && total < first_misfit;
}

// A total as the column takes it.
Datum value_of(const core::feed_column& column, std::int64_t total) {
    if (column.type == core::value_type::integer) {
        return Int32GetDatum(static_cast<std::int32_t>(total));
    }
    return postgres::guard([&] {
        return column.exact ? postgres::trimmed_numeric_unguarded(total, column.scale)
                            : NumericGetDatum(int64_div_fast_to_numeric(total, column.scale));
    });
}

}  // namespace

sums::sums(const core::feed& feed)
    : feed_(&feed),
      price_(core::column_with_role(feed, core::column_role::unit_price)),
      quantity_(core::column_with_role(feed, core::column_role::quantity)),
      amount_(core::column_with_role(feed, core::column_role::amount)),
      stockout_(core::column_with_role(feed, core::column_role::stockout)),
      totals_(feed.columns.size()) {
    if (price_ >= 0) {
        price_limits_.emplace(feed.columns[static_cast<std::size_t>(price_)]);
        amount_limits_.emplace(feed.columns[static_cast<std::size_t>(amount_)]);
    }
}

bool sums::adds_up(int column) const noexcept {
    return core::adds_up(feed_->columns[static_cast<std::size_t>(column)].role);
}

std::int64_t sums::units_of(int column, Datum value) const {
    const core::feed_column& description = feed_->columns[static_cast<std::size_t>(column)];
    if (description.type == core::value_type::integer) {
        return DatumGetInt32(value);
    }
    if (const auto number = postgres::signed_fixed_point(value, description.scale)) {
        return *number;
    }
    const std::int64_t scale = power_of_ten(description.scale);
    return postgres::guard([&] {
        const Datum factor = DirectFunctionCall1(int8_numeric, Int64GetDatum(scale));
        return DatumGetInt64(
            DirectFunctionCall1(numeric_int8, DirectFunctionCall2(numeric_mul, value, factor)));
    });
}

void sums::begin(const postgres::row_view& row, bool is_open, MemoryContext memory) {
    std::fill(totals_.begin(), totals_.end(), std::nullopt);
    stockout_everywhere_ = true;
    some_given_ = false;
    some_unknown_ = false;
    discounts_only_ = true;
    add(row, is_open, memory);
}

void sums::add(const postgres::row_view& row, bool is_open, MemoryContext memory) {
    const postgres::inside inside(memory);
    for (int column = 0; column < static_cast<int>(totals_.size()); ++column) {
        if (adds_up(column) && !row.nulls[column]) {
            auto& total = totals_[static_cast<std::size_t>(column)];
            total = add_clamped(total.value_or(0), units_of(column, row.values[column]));
        }
    }
    some_given_ = some_given_ || !is_open;
    some_unknown_ = some_unknown_ || (price_ >= 0 && row.nulls[amount_]);
    discounts_only_ = discounts_only_ && price_ >= 0 && !row.nulls[price_] &&
                      postgres::guard([&] { return is_negative_unguarded(row.values[price_]); });
    stockout_everywhere_ = stockout_everywhere_ && (stockout_ < 0 || DatumGetBool(row.values[stockout_]));
}

std::optional<int> sums::finish(const postgres::row_view& row, MemoryContext memory) const {
    const postgres::inside inside(memory);
    for (int column = 0; column < static_cast<int>(totals_.size()); ++column) {
        if (!adds_up(column)) {
            continue;
        }
        const core::feed_column& description = feed_->columns[static_cast<std::size_t>(column)];
        const std::optional<std::int64_t> total = totals_[static_cast<std::size_t>(column)];
        row.nulls[column] = !total;
        if (!total) {
            continue;
        }
        if (!holds(description, *total)) {
            return column;
        }
        row.values[column] = value_of(description, *total);
    }
    if (stockout_ >= 0) {
        row.values[stockout_] = BoolGetDatum(stockout_everywhere_);
    }
    return price_ < 0 ? std::nullopt : finish_money(row);
}

// Without units the price stays that of one of the rows.
std::optional<int> sums::finish_money(const postgres::row_view& row) const {
    if (some_unknown_) {
        row.nulls[amount_] = true;
        return std::nullopt;
    }
    if (totals_[static_cast<std::size_t>(quantity_)] == std::int64_t{0}) {
        return std::nullopt;
    }
    const bool priced = !some_given_ && !row.nulls[price_];
    const int derived = priced ? amount_ : price_;
    const decimal_limits& limits = priced ? *amount_limits_ : *price_limits_;
    const auto verdict = postgres::guard([&] {
        const Datum units =
            quantity_unguarded(feed_->columns[static_cast<std::size_t>(quantity_)], row.values[quantity_]);
        row.nulls[derived] = false;
        row.values[derived] = priced ? amount_unguarded(units, row.values[price_])
                                     : price_unguarded(row.values[amount_], units);
        const auto fit = limits.fit_unguarded(row.values[derived]);
        const bool is_discount =
            !priced && fit == decimal_limits::verdict::fits && is_negative_unguarded(row.values[price_]);
        return is_discount && !discounts_only_ ? decimal_limits::verdict::negative : fit;
    });
    return verdict == decimal_limits::verdict::fits ? std::nullopt : std::optional<int>(derived);
}

}  // namespace forecast_warehouse::load
