#include "load/merge.hpp"

#include <utility>

#include <fmt/format.h>

#include "core/failure.hpp"
#include "load/grain.hpp"
#include "load/reused_receipts.hpp"
#include "postgres/guard.hpp"
#include "postgres/progress.hpp"

namespace forecast_warehouse::load {

using postgres::row_view;

merger::merger(const core::feed& feed, duplicate_policy policy, core::keep_sets& keep_sets,
               reject_log& rejects, load_counts& counts, summed_rows& summed)
    : feed_(&feed),
      policy_(policy),
      keep_sets_(&keep_sets),
      rejects_(&rejects),
      counts_(&counts),
      summed_(&summed),
      type_(describe_resolved(feed)),
      carried_(type_->natts, 1),
      sums_(feed),
      marks_(marks_of_sales(feed)),
      sum_memory_("sums of a block") {
    if (core::takes_rows_without_money(feed)) {
        summed_columns_ = {price_mark(feed), amount_mark(feed)};
    }
    for (int column = 0; column < static_cast<int>(feed.columns.size()); ++column) {
        const core::feed_column& described = feed.columns[static_cast<std::size_t>(column)];
        if (core::adds_up(described.role)) {
            summed_columns_.push_back(column);
        }
        if (referenced_by(described) != nullptr && !core::is_in_grain(feed, column)) {
            identity_.push_back(column);
        }
    }
}

void merger::run(postgres::tuple_sort& sorted, batch& merged) {
    postgres::row_block block(type_->natts);
    while (block.clear(), sorted.read_more(block)) {
        for (std::size_t row = 0; row < block.size(); ++row) {
            take(block.view(row));
        }
        postgres::progress::advance(static_cast<std::int64_t>(block.size()));
        carry_over(merged);
    }
    if (held_rows_ > 0) {
        release();
    }
    merged.append(released_, feed_->grain.front());
}

void merger::take(const row_view& row) {
    if (held_rows_ > 0 && same_keys(*feed_, feed_->grain, held_, row)) {
        meet_duplicate(row);
        return;
    }
    if (held_rows_ > 0) {
        release();
    }
    held_ = row;
    held_rows_ = 1;
}

void merger::meet_duplicate(const row_view& row) {
    if (is_of_another_sale(row)) {
        rejects_->add(receipt_reused(*feed_, row));
        return;
    }
    ++held_rows_;
    switch (policy_) {
        case duplicate_policy::error:
            if (held_rows_ == 2) {
                reject_duplicate(held_);
            }
            reject_duplicate(row);
            break;
        case duplicate_policy::first:
            counts_->totals.leave_out(row);
            ++counts_->merged;
            break;
        case duplicate_policy::last:
            counts_->totals.leave_out(held_);
            held_ = row;
            ++counts_->merged;
            break;
        case duplicate_policy::sum:
            add_up(row);
            break;
        case duplicate_policy::identical:
            compare(row);
            break;
        case duplicate_policy::ignore:
            ++counts_->unchanged;
            break;
    }
}

// By the other policies no row is lost: either all of them count, or all are rejected.
bool merger::is_of_another_sale(const row_view& row) const {
    return (policy_ == duplicate_policy::first || policy_ == duplicate_policy::last) &&
           are_of_two_sales(*feed_, marks_, held_, row);
}

void merger::compare(const row_view& row) {
    if (held_rows_ == 2) {
        summed_rows_.assign(1, row_number(held_));
        equal_ = true;
    }
    summed_rows_.push_back(row_number(row));
    const int keep_set = keep_set_column(*feed_);
    equal_ = equal_ && held_.values[keep_set] == row.values[keep_set];
    for (int column = 0; equal_ && column < static_cast<int>(feed_->columns.size()); ++column) {
        equal_ = same_value(*feed_, column, held_, row);
    }
}

void merger::reject_duplicate(const row_view& row) {
    rejects_->add({row_number(row), core::reject_code::duplicate_grain, 0});
}

void merger::add_up(const row_view& row) {
    if (!feed_->summable) {
        throw core::failure(
            core::sqlstate::invalid_parameter_value,
            fmt::format(R"(on_duplicate "sum" is not supported for table "{}": its rows have no quantities)",
                        feed_->table),
            "Set forecast_warehouse.on_duplicate to error, identical, first or last.");
    }
    if (held_rows_ == 2) {
        sums_.begin(held_, is_open(held_), sum_memory_.get());
        summed_rows_.assign(1, row_number(held_));
        add_up_ = true;
    }
    add_up_ = add_up_ && same_keys(*feed_, identity_, held_, row);
    add_keep_set(row);
    sums_.add(row, is_open(row), sum_memory_.get());
    summed_rows_.push_back(row_number(row));
}

// A summed column is left out where all of its rows leave it out. So is money.
void merger::add_keep_set(const row_view& row) {
    Datum& held = held_.values[keep_set_column(*feed_)];
    const std::int32_t others = DatumGetInt32(row.values[keep_set_column(*feed_)]);
    if (DatumGetInt32(held) == others) {
        return;
    }
    core::column_set columns = keep_sets_->set(DatumGetInt32(held));
    for (const int column : summed_columns_) {
        if (columns.contains(column) && !keep_sets_->set(others).contains(column)) {
            columns.erase(column);
        }
    }
    held = Int32GetDatum(keep_sets_->number_of(columns));
    keep_sets_->use(DatumGetInt32(held));
}

// Passes the current grain on to the writer, unless its rows are rejected.
void merger::release() {
    const std::int64_t rows = std::exchange(held_rows_, 0);
    if (rows == 1) {
        released_.push_back(held_);
        return;
    }
    switch (policy_) {
        case duplicate_policy::error:
            break;
        case duplicate_policy::sum:
            release_sum();
            break;
        case duplicate_policy::identical:
            release_identical();
            break;
        case duplicate_policy::first:
        case duplicate_policy::last:
        case duplicate_policy::ignore:
            released_.push_back(held_);
            break;
    }
}

// Whether a row arrived without money.
bool merger::is_open(const row_view& row) const {
    return keep_sets_->set(DatumGetInt32(row.values[keep_set_column(*feed_)])).contains(amount_mark(*feed_));
}

// Where a sum does not fit, all its rows are rejected: none of them alone is the sum. So are rows of one
// grain with different products.
void merger::release_sum() {
    if (!add_up_) {
        for (const std::int64_t row : summed_rows_) {
            rejects_->add({row, core::reject_code::duplicate_grain, 0});
        }
        return;
    }
    if (sums_.is_partly_unknown()) {
        const int amount = core::column_with_role(*feed_, core::column_role::amount);
        for (const std::int64_t row : summed_rows_) {
            rejects_->add({row, core::reject_code::missing_value, amount, true});
        }
        return;
    }
    const auto misfit = sums_.finish(held_, sum_memory_.get());
    if (!misfit) {
        counts_->merged += static_cast<std::int64_t>(summed_rows_.size()) - 1;
        summed_->add(summed_rows_);
        released_.push_back(held_);
        return;
    }
    for (const std::int64_t row : summed_rows_) {
        rejects_->add({row, core::reject_code::out_of_range, *misfit, true});
    }
}

void merger::release_identical() {
    if (equal_) {
        for (std::size_t merged = 1; merged < summed_rows_.size(); ++merged) {
            counts_->totals.leave_out(held_);
            ++counts_->merged;
        }
        released_.push_back(held_);
        return;
    }
    for (const std::int64_t row : summed_rows_) {
        rejects_->add({row, core::reject_code::duplicate_grain, 0});
    }
}

// At the end of a block: appends the merged rows, and copies the current grain's row.
void merger::carry_over(batch& merged) {
    merged.append(released_, feed_->grain.front());
    released_.clear();
    sum_memory_.reset();
    if (held_rows_ == 0) {
        return;
    }
    postgres::row_block copy(type_->natts, 1);
    copy.add_copy(held_, type_);
    carried_.clear();
    held_ = carried_.add_copy(copy.view(0), type_);
}

std::int64_t merger::row_number(const row_view& row) const noexcept {
    return DatumGetInt64(row.values[row_number_column(*feed_)]);
}

}  // namespace forecast_warehouse::load
