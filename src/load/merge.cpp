#include "load/merge.hpp"

#include <utility>

#include <fmt/format.h>

#include "core/failure.hpp"
#include "load/grain.hpp"
#include "postgres/guard.hpp"

namespace forecast_warehouse::load {
namespace {

using postgres::row_view;

// Large enough that a statement's overhead does not count, small enough that what it keeps in memory (its
// rows, its foreign-key events) does not either.
constexpr std::int64_t batch_size = 100'000;

}  // namespace

merger::merger(const core::feed& feed, duplicate_policy policy, reject_log& rejects, writer& writer,
               load_counts& counts)
    : feed_(&feed),
      policy_(policy),
      rejects_(&rejects),
      writer_(&writer),
      counts_(&counts),
      type_(describe_resolved(feed)),
      sums_(feed),
      carried_(type_->natts),
      sum_memory_("sums of a block"),
      batch_{postgres::tuple_store(type_), 0, 0, 0},
      all_{postgres::tuple_store(type_), 0, 0, 0} {}

void merger::run(postgres::tuple_sort& sorted) {
    postgres::row_block block(type_->natts);
    while (block.clear(), sorted.read_more(block)) {
        for (std::size_t row = 0; row < block.size(); ++row) {
            take(block.view(row));
        }
        carry_over();
    }
    if (held_rows_ > 0) {
        release();
    }
    pass_on();
    hand_over();
    if (all_.rows > 0 && !rejects_->fails_load()) {
        writer_->finish(all_, *counts_);
    }
    batch_.store.end();
    all_.store.end();
}

void merger::take(const row_view& row) {
    if (held_rows_ > 0 && same_keys(*feed_, feed_->grain, held_, row)) {
        meet_duplicate(row);
        return;
    }
    if (held_rows_ > 0) {
        const row_view last = held_;
        release();
        if (batch_.rows + static_cast<std::int64_t>(released_.size()) >= batch_size &&
            writer_->may_part(last, row)) {
            pass_on();
            hand_over();
        }
    }
    held_ = row;
    held_rows_ = 1;
}

void merger::meet_duplicate(const row_view& row) {
    ++held_rows_;
    switch (policy_) {
        case duplicate_policy::error:
            if (held_rows_ == 2) {
                reject_duplicate(held_);
            }
            reject_duplicate(row);
            return;
        case duplicate_policy::first:
            break;
        case duplicate_policy::last:
            held_ = row;
            break;
        case duplicate_policy::sum:
            if (!feed_->summable) {
                throw core::failure(
                    "22023",
                    fmt::format("on_duplicate = sum does not suit {}: its rows have no quantities",
                                feed_->table),
                    "Set forecast_warehouse.on_duplicate to error, first or last.");
            }
            if (held_rows_ == 2) {
                sums_.begin(held_, sum_memory_.get());
            }
            sums_.add(row, sum_memory_.get());
            break;
    }
    ++counts_->merged;
}

void merger::reject_duplicate(const row_view& row) {
    rejects_->add({row_number(row), core::reject_code::duplicate_grain, 0});
}

// Lets the grain at hand go on to the writer, unless its rows are rejected.
void merger::release() {
    const std::int64_t rows = std::exchange(held_rows_, 0);
    if (rows > 1 && policy_ == duplicate_policy::error) {
        return;
    }
    if (rows > 1 && policy_ == duplicate_policy::sum) {
        const auto misfit = sums_.finish(held_, sum_memory_.get());
        if (misfit) {
            rejects_->add(
                {row_number(held_), core::reject_code::out_of_range, static_cast<std::int8_t>(*misfit)});
            return;
        }
    }
    released_.push_back(held_);
}

// The block is read up: what it releases goes into the batch, what it leaves unfinished is kept.
void merger::carry_over() {
    pass_on();
    sum_memory_.reset();
    if (held_rows_ == 0) {
        return;
    }
    postgres::row_block kept(type_->natts);
    kept.add_copy(held_, type_);
    carried_.clear();
    held_ = carried_.add_copy(kept.view(0), type_);
}

void merger::pass_on() {
    if (!released_.empty() && !rejects_->fails_load()) {
        append_released(batch_);
        append_released(all_);
    }
    released_.clear();
}

void merger::append_released(batch& to) const {
    const int leading = feed_->grain.front();
    to.store.put(released_);
    to.first_key = to.rows == 0 ? released_.front().values[leading] : to.first_key;
    to.last_key = released_.back().values[leading];
    to.rows += static_cast<std::int64_t>(released_.size());
}

void merger::hand_over() {
    if (batch_.rows > 0 && !rejects_->fails_load()) {
        writer_->write(batch_, *counts_);
    }
    batch_.store.clear();
    batch_.rows = 0;
}

std::int64_t merger::row_number(const row_view& row) const noexcept {
    return DatumGetInt64(row.values[row_number_column(*feed_)]);
}

}  // namespace forecast_warehouse::load
