#pragma once

#include <cstdint>
#include <vector>

#include "core/column_set.hpp"
#include "core/load/feed.hpp"
#include "postgres/rows.hpp"

namespace forecast_warehouse::load {

// The rows of a load as they arrived, in arrival order, and which columns each of them left out.
//
// A statement that does not name an optional column keeps its stored value. An explicit NULL clears it. Rows
// of one statement nearly always leave out the same columns, so runs of rows are stored.
class arrival {
public:
    arrival(const core::feed& feed, postgres::tuple_store store) : feed_(&feed), store_(store) {}

    [[nodiscard]] const core::feed& feed() const noexcept { return *feed_; }
    [[nodiscard]] postgres::tuple_store& store() noexcept { return store_; }
    [[nodiscard]] std::int64_t rows() const noexcept { return rows_; }

    // Records rows that were put into the store, and the columns that they left out.
    void record(std::int64_t rows, const core::column_set& left_out);

    // Makes the load keep every stored row as it is (ON CONFLICT DO NOTHING). Of several arriving rows of one
    // grain the first one is loaded.
    void give_way();
    [[nodiscard]] bool gives_way() const noexcept { return gives_way_; }

    // Reads the rows from the first one; a block has room for the resolved row's extra columns.
    void rewind();
    bool read(postgres::row_block& block);

    // Number of the block's first row, from 1, and the number of a row's keep set. Rows are asked for in
    // order.
    [[nodiscard]] std::int64_t first_row() const noexcept { return first_row_; }
    [[nodiscard]] std::int32_t keep_set(std::int64_t row_number) noexcept;

    // The sets of columns that rows left out. A stage that merges rows may add others.
    [[nodiscard]] const core::keep_sets& keep_sets() const noexcept { return keep_sets_; }
    [[nodiscard]] core::keep_sets& keep_sets() noexcept { return keep_sets_; }

private:
    struct run {
        std::int64_t first_row;
        std::int32_t keep_set;
    };

    const core::feed* feed_;
    postgres::tuple_store store_;
    std::int64_t rows_ = 0;
    bool gives_way_ = false;
    core::keep_sets keep_sets_;
    std::vector<run> runs_;
    std::size_t current_run_ = 0;
    std::int64_t first_row_ = 1;
    std::int64_t next_row_ = 1;
};

}  // namespace forecast_warehouse::load
