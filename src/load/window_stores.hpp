#pragma once

#include <cstdint>

#include "load/window_batch.hpp"
#include "postgres/named_rows.hpp"
#include "postgres/rows.hpp"

namespace forecast_warehouse::load {

// Rows of windows that statements of sql_windows read by a name.
class window_store {
public:
    explicit window_store(const char* name, TupleDesc type) : name_(name), store_(type) {}

    void clear();
    void end() { store_.end(); }

    // Adds a row, which the caller fills in before the next call; none of its values is NULL yet.
    postgres::row_view add(postgres::row_block& block);
    // Takes the last rows of the block.
    void finish(postgres::row_block& block) { store_.put(block); }

    [[nodiscard]] std::int64_t rows() const noexcept { return rows_; }
    [[nodiscard]] int columns() const noexcept { return store_.description()->natts; }
    [[nodiscard]] postgres::named_rows named(const target& target) const;

private:
    const char* name_;
    postgres::tuple_store store_;
    std::int64_t rows_ = 0;
};

// "series": the number of each series, then the columns that its windows share.
window_store make_series_store(const core::feed& feed);
void put_series(const core::feed& feed, const window_batch& windows, window_store& series);

// "incoming": the rows to write. replaces and seen_end: the stored row that a row replaces, and its last day.
window_store make_incoming_store(const core::feed& feed);
void put_incoming(const core::feed& feed, window_batch& windows, window_store& incoming);

// "closing": the id, the new last day, and the last day and the grain as they were seen, by id.
window_store make_closing_store(const core::feed& feed);
void put_closings(const core::feed& feed, const window_batch& windows, window_store& closing);

// Row type of stored windows as window_batch::add_stored() takes them.
TupleDesc describe_stored_windows();

}  // namespace forecast_warehouse::load
