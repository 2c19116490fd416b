#pragma once

#include <cstdint>
#include <set>
#include <vector>

#include "core/column_set.hpp"
#include "core/load/reject.hpp"
#include "core/load/windows.hpp"
#include "load/batch_rows.hpp"
#include "load/key_locks.hpp"
#include "load/target.hpp"

namespace forecast_warehouse::load {

// A stored window, and its row: by the id, or by the tid as a number.
struct stored_window {
    core::window window;
    std::int64_t row;
};

// A stored window that has to end earlier.
struct closing_window {
    stored_window stored;  // as it was seen
    core::day_number to;
    postgres::row_view series;  // a row of its series
};

// The windows of a batch: its rows by series, and the stored windows of each series. It finds the changes
// that fit the rows between the stored windows. The caller reads and writes the table.
class window_batch {
public:
    // The keep sets must outlive it.
    window_batch(const target& target, const core::keep_sets& keep_sets, batch& from);

    // The first row of each series, in the order of their numbers.
    [[nodiscard]] std::vector<postgres::row_view> series() const;

    // Takes stored windows: a block's columns are the number of the series, the row, its first and its last
    // day. Within a series they come by first day. Of several with one first day the one that can be replaced
    // comes first.
    void add_stored(postgres::row_block& found);
    // The rows of all stored windows.
    [[nodiscard]] std::vector<std::int64_t> stored_rows() const;

    // Of the rows that may be inserted, locks what they refer to, and rejects those that refer to nothing.
    void lock_keys(key_locks& locks, std::vector<core::reject>& rejects);

    // Fits the rows in: rejects some, and gives the others their last days and outcomes. A row that replaces
    // a stored one counts as updated, because other columns are not compared here.
    void fit(std::vector<core::reject>& rejects);

    // The numbers of the rows that begin within stored windows which could not be closed.
    [[nodiscard]] std::vector<std::int64_t> rows_within(const std::vector<std::int64_t>& left_open) const;

    // Rejects rows that a trigger or a policy leaves out, by their numbers. Called before fit().
    void exclude(const std::set<std::int64_t>& row_numbers, std::vector<core::reject>& rejects);

    [[nodiscard]] std::vector<postgres::direct_row>& rows() noexcept { return rows_.all(); }
    // By row: the stored window that it replaces; NULL: none.
    [[nodiscard]] const std::vector<const stored_window*>& replaced() const noexcept { return replaced_; }
    // Stored windows that have to end earlier.
    [[nodiscard]] const std::vector<closing_window>& closings() const noexcept { return closings_; }

private:
    struct one_series {
        std::size_t first;
        std::size_t end;
        std::vector<stored_window> stored;
    };

    [[nodiscard]] core::window window_of(const postgres::direct_row& row) const noexcept;
    [[nodiscard]] bool gives_way(const one_series& series, const postgres::direct_row& row) const;
    void fit(const one_series& series, std::vector<core::reject>& rejects);
    void accept(std::size_t row, core::day_number to, const stored_window* replaced);
    void reject(std::size_t row, core::reject_code code, std::vector<core::reject>& rejects);
    [[nodiscard]] std::int64_t number_of(const postgres::direct_row& row) const noexcept;

    const core::feed* feed_;
    const core::keep_sets* keep_sets_;
    int start_;
    int end_;
    batch_rows rows_;
    std::vector<one_series> series_;
    std::vector<const stored_window*> replaced_;
    std::vector<closing_window> closings_;
};

}  // namespace forecast_warehouse::load
