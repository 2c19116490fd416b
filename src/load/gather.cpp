#include "load/gather.hpp"

#include "load/grain.hpp"
#include "load/merge.hpp"
#include "postgres/progress.hpp"

namespace forecast_warehouse::load {

using postgres::row_block;

gatherer::gatherer(const core::feed& feed)
    : feed_(&feed),
      type_(describe_resolved(feed)),
      gathered_(postgres::tuple_store(type_)),
      last_(type_->natts, 1) {}

void gatherer::put(row_block& block, const std::vector<std::uint32_t>& rows) {
    if (!sorted_ && !append_in_order(block, rows)) {
        begin_to_sort();
    }
    if (sorted_) {
        sorted_->put(block, rows);
    }
}

// Passes the rows on if each comes after the one before; else none of them.
bool gatherer::append_in_order(row_block& block, const std::vector<std::uint32_t>& rows) {
    if (rows.empty()) {
        return true;
    }
    views_.clear();
    postgres::row_view previous = last_.view(0);
    bool first = gathered_.rows == 0;
    for (const std::uint32_t row : rows) {
        const postgres::row_view current = block.view(row);
        if (!first && compare_keys(*feed_, previous, current) >= 0) {
            return false;
        }
        views_.push_back(current);
        previous = current;
        first = false;
    }
    gathered_.append(views_, feed_->grain.front());
    last_.clear();
    last_.add_copy(previous, type_);
    return true;
}

void gatherer::begin_to_sort() {
    sorted_.emplace(type_, sort_keys(*feed_));
    row_block block(type_->natts);
    std::vector<std::uint32_t> rows;
    gathered_.store.rewind();
    while (gathered_.store.read(block)) {
        rows.resize(block.size());
        for (std::uint32_t row = 0; row < rows.size(); ++row) {
            rows[row] = row;
        }
        sorted_->put(block, rows);
    }
    gathered_.clear();
}

batch& gatherer::finish(duplicate_policy duplicates, core::keep_sets& keep_sets, reject_log& rejects,
                        load_counts& counts) {
    if (sorted_) {
        sorted_->sort();
        merger(*feed_, duplicates, keep_sets, rejects, counts, summed_).run(*sorted_, gathered_);
        sorted_->end();
    }
    return gathered_;
}

}  // namespace forecast_warehouse::load
