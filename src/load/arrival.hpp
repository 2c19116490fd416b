#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/column_set.hpp"
#include "core/load/feed.hpp"
#include "load/faults.hpp"
#include "load/row_reader.hpp"
#include "postgres/rows.hpp"

namespace forecast_warehouse::load {

// The rows of a load as they arrived, in arrival order, and which columns each of them left out.
//
// A statement that does not name an optional column keeps its stored value. An explicit NULL clears it. Rows
// of one statement nearly always leave out the same columns, so runs of rows are stored.
class arrival {
public:
    // reader: of rows that are not stored as the feed's; none: they are.
    arrival(const core::feed& feed, postgres::tuple_store store, std::shared_ptr<row_reader> reader = nullptr)
        : feed_(&feed), store_(store), reader_(std::move(reader)) {}

    [[nodiscard]] const core::feed& feed() const noexcept { return *feed_; }
    [[nodiscard]] postgres::tuple_store& store() noexcept { return store_; }
    [[nodiscard]] std::int64_t rows() const noexcept { return rows_; }

    // Records rows that were put into the store, and the columns that they left out.
    void record(std::int64_t rows, const core::column_set& left_out);

    // Records the line of the file at which the next rows end.
    void record_line(std::int64_t line, std::int64_t rows = 1);

    // Makes the load keep every stored row as it is (ON CONFLICT DO NOTHING). Of several arriving rows of one
    // grain the first one is loaded.
    void give_way();
    [[nodiscard]] bool gives_way() const noexcept { return gives_way_; }

    // Reads the rows as they are stored, from the first one. A block has room for their columns.
    void rewind();
    bool read_stored(postgres::row_block& block);

    [[nodiscard]] const std::shared_ptr<row_reader>& reader() const noexcept { return reader_; }

    // The line of the file that a row ends at; 0 where it is not known.
    [[nodiscard]] std::int64_t line_of(std::int64_t row_number) const;

    // Number of the block's first row, from 1, and the number of a row's keep set. Rows are asked for in
    // order.
    [[nodiscard]] std::int64_t first_row() const noexcept { return first_row_; }
    [[nodiscard]] std::int32_t keep_set(std::int64_t row_number) noexcept;

    // Whether a row left a column out. Rows may be asked for in any order.
    [[nodiscard]] bool leaves_out(std::int64_t row_number, int column) const noexcept;

    // The sets of columns that rows left out. A stage that merges rows may add others.
    [[nodiscard]] const core::keep_sets& keep_sets() const noexcept { return keep_sets_; }
    [[nodiscard]] core::keep_sets& keep_sets() noexcept { return keep_sets_; }

private:
    struct run {
        std::int64_t first_row;
        std::int32_t keep_set;
    };

    // Each line from here on gave so many rows.
    struct line_run {
        std::int64_t first_row;
        std::int64_t first_line;
        std::int64_t rows_of_line;

        [[nodiscard]] std::int64_t line_of(std::int64_t row) const noexcept {
            return first_line + (row - first_row) / rows_of_line;
        }
    };
    // Beyond so many, as in a file with line breaks in its values, lines are not known.
    static constexpr std::size_t most_line_runs = 100'000;

    const core::feed* feed_;
    postgres::tuple_store store_;
    std::shared_ptr<row_reader> reader_;
    std::vector<line_run> lines_;
    std::int64_t rows_ = 0;
    bool gives_way_ = false;
    core::keep_sets keep_sets_;
    std::vector<run> runs_;
    std::size_t current_run_ = 0;
    std::int64_t first_row_ = 1;
    std::int64_t next_row_ = 1;
};

// Reads an arrival as rows of the feed, from the first one. Lives in the current memory context.
class arrived_rows {
public:
    explicit arrived_rows(arrival& of);

    // Replaces the block's rows by the next ones; false at the end. A block may have room for the resolved
    // row's extra columns.
    bool read(postgres::row_block& block);

    // The values of the block that could not be read; none where rows arrive as the feed's.
    void add_unreadable(block_faults& faults) const;

    // A row of the block as it arrived.
    postgres::row_view arrived(postgres::row_block& block, std::size_t row);

    // Why a value of the block's row cannot be read, with the line of the file where it is known.
    std::string explain(std::size_t row, int column);

private:
    arrival* of_;
    std::unique_ptr<postgres::row_block> stored_;  // none: rows arrive as the feed's
    std::unique_ptr<block_faults> unreadable_;
};

}  // namespace forecast_warehouse::load
