#pragma once

#include <cstdint>
#include <set>
#include <vector>

#include "core/load/column_set.hpp"
#include "core/load/reject.hpp"
#include "core/load/windows.hpp"
#include "load/batch_rows.hpp"
#include "load/key_locks.hpp"
#include "load/target.hpp"

namespace forecast_warehouse::load {

// What became of the windows of a batch.
struct window_outcome {
    std::int64_t inserted = 0;
    std::int64_t updated = 0;
    std::int64_t closed = 0;
    std::vector<core::reject> rejects;
    std::vector<std::int64_t> left_out;  // the numbers of rows that a trigger or a policy left out
};

// A window that stands, and what its table knows it by: an id, or a place as a number.
struct standing_window {
    core::window window;
    std::int64_t row;
};

// A standing window that has to end earlier.
struct closing_window {
    standing_window standing;  // as it was seen
    core::day_number to;
    postgres::row_view series;  // a row of its series
};

// The windows of a batch: its rows by series, what stands in each series, and what has to be done to fit the
// ones between the others. How windows are read and written is the caller's business.
class window_batch {
public:
    // The keep sets must outlive it.
    window_batch(const target& target, const core::keep_sets& keep_sets, batch& from);

    // The first row of each series, in the order of their numbers.
    [[nodiscard]] std::vector<postgres::row_view> series() const;

    // Takes in what stands: a block's columns are the number of the series, the row, its first and its last
    // day. Within a series it comes by first day; of several with one first day the one that can be replaced
    // comes first.
    void add_standing(postgres::row_block& found);
    // What stands, by what the table knows it by.
    [[nodiscard]] std::vector<std::int64_t> standing_rows() const;

    // Locks what those rows refer to that may become new ones, and rejects those that refer to nothing.
    void lock_keys(key_locks& locks, std::vector<core::reject>& rejects);

    // Fits in the rows: rejects some; gives the others their last days and fates, as far as they are known
    // without a look at other columns: a row that replaces one counts as changed.
    void place(std::vector<core::reject>& rejects);

    // The numbers of the rows that begin within standing windows which could not be closed.
    [[nodiscard]] std::vector<std::int64_t> rows_within(const std::vector<std::int64_t>& left_open) const;

    // Rejects rows that a trigger or a policy leaves out, by their numbers; before the others are placed.
    void keep_out(const std::set<std::int64_t>& row_numbers, std::vector<core::reject>& rejects);

    [[nodiscard]] std::vector<postgres::direct_row>& rows() noexcept { return rows_.all(); }
    // By row: the standing window that it replaces; NULL: none.
    [[nodiscard]] const std::vector<const standing_window*>& replaced() const noexcept { return replaced_; }
    // Standing windows that have to end earlier.
    [[nodiscard]] const std::vector<closing_window>& closings() const noexcept { return closings_; }

private:
    struct one_series {
        std::size_t first;
        std::size_t end;
        std::vector<standing_window> standing;
    };

    [[nodiscard]] core::window window_of(const postgres::direct_row& row) const noexcept;
    [[nodiscard]] bool gives_way(const one_series& series, const postgres::direct_row& row) const;
    void place(const one_series& series, std::vector<core::reject>& rejects);
    void accept(std::size_t row, core::day_number to, const standing_window* replaced);
    void reject(std::size_t row, core::reject_code code, std::vector<core::reject>& rejects);
    [[nodiscard]] std::int64_t number_of(const postgres::direct_row& row) const noexcept;

    const core::feed* feed_;
    const core::keep_sets* keep_sets_;
    int start_;
    int end_;
    batch_rows rows_;
    std::vector<one_series> series_;
    std::vector<const standing_window*> replaced_;
    std::vector<closing_window> closings_;
};

}  // namespace forecast_warehouse::load
