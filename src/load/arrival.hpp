#pragma once

#include <cstdint>
#include <vector>

#include "core/load/feed.hpp"
#include "postgres/rows.hpp"

namespace forecast_warehouse::load {

// The rows of a load as they arrived, in arrival order, and which columns each of them left out.
//
// A statement that does not name an optional column leaves a standing value alone, where an explicit NULL
// clears it. Rows of one statement nearly always leave out the same columns, hence runs.
class arrival {
public:
    using column_mask = std::int32_t;

    // What a row leaves out that is loaded only where none stands. Its sign is the bit of no column.
    static constexpr column_mask every_column = -1;

    arrival(const core::feed& feed, postgres::tuple_store store) : feed_(&feed), store_(store) {}

    [[nodiscard]] const core::feed& feed() const noexcept { return *feed_; }
    [[nodiscard]] postgres::tuple_store& store() noexcept { return store_; }
    [[nodiscard]] std::int64_t rows() const noexcept { return rows_; }

    // Notes rows that were put into the store, and what they left out.
    void record(std::int64_t rows, column_mask left_out);

    // Lets every row give way to one that stands (ON CONFLICT DO NOTHING): that row keeps all its values, and
    // of several rows of one grain the first one is loaded.
    void give_way() noexcept { gives_way_ = true; }
    [[nodiscard]] bool gives_way() const noexcept { return gives_way_; }

    // Walks through the rows from the first one; a block has room for the resolved row's extra columns.
    void rewind();
    bool read(postgres::row_block& block);

    // Place of the block's first row, from 1, and the columns that a row left out.
    [[nodiscard]] std::int64_t first_row() const noexcept { return first_row_; }
    [[nodiscard]] column_mask left_out(std::int64_t row_number) noexcept;

    // The columns that some row left out, and those that all rows left out.
    struct left_out_columns {
        column_mask by_some;
        column_mask by_all;
    };
    [[nodiscard]] left_out_columns left_out() const noexcept;

private:
    struct run {
        std::int64_t first_row;
        column_mask left_out;
    };

    const core::feed* feed_;
    postgres::tuple_store store_;
    std::int64_t rows_ = 0;
    bool gives_way_ = false;
    std::vector<run> runs_;
    std::size_t current_run_ = 0;
    std::int64_t first_row_ = 1;
    std::int64_t next_row_ = 1;
};

}  // namespace forecast_warehouse::load
