#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "load/arrival.hpp"
#include "load/load.hpp"
#include "postgres/progress.hpp"

namespace forecast_warehouse::load {

// The state of a session between calls: the open statements on feeds, and the last load. A rollback of a
// transaction or savepoint rolls it back too.

// A statement that inserts into a feed; its rows wait for the statement's end.
class feed_statement {
public:
    feed_statement(const core::feed& feed, Oid view, arrival arrival, TimestampTz started)
        : feed_(&feed),
          view_(view),
          arrival_(std::move(arrival)),
          started_(started),
          reports_(postgres::progress::receive(view)) {}

    [[nodiscard]] const core::feed& feed() const noexcept { return *feed_; }
    [[nodiscard]] Oid view() const noexcept { return view_; }
    [[nodiscard]] arrival& rows() noexcept { return arrival_; }
    [[nodiscard]] const arrival& rows() const noexcept { return arrival_; }
    [[nodiscard]] TimestampTz started() const noexcept { return started_; }

    // Takes a row of one of the statement's INSERTs, known by what its row trigger is called by.
    void take(HeapTuple row, const core::column_set& left_out, const FmgrInfo* insert);

    // Takes rows that are in the store already.
    void take_stored(std::int64_t rows, const core::column_set& left_out, const FmgrInfo* insert);

    // The rows, each part to be loaded by itself: those of INSERTs that say ON CONFLICT DO NOTHING come after
    // the others. Asked by the trigger AFTER the statement.
    [[nodiscard]] std::vector<arrival*> parts();

    // Frees the rows and their description, which lie in the memory of the transaction. Not called when an
    // error is on its way.
    void end();

private:
    struct run {
        std::int64_t first_row;
        const FmgrInfo* insert;
        bool gives_way;
    };

    void split();

    const core::feed* feed_;
    Oid view_;
    arrival arrival_;
    TimestampTz started_;
    bool reports_;                // whether its progress has a report of its own
    std::vector<run> runs_;       // rows of one INSERT after each other
    std::vector<arrival> split_;  // the parts, where there are several
};

// Begins a statement on a feed's view. Statements nest: a function called by one may feed the same view.
// reader: of rows that are not the feed's.
void begin_statement(const core::feed& feed, Oid view, TupleDesc row,
                     std::shared_ptr<row_reader> reader = nullptr);

// The innermost statement on a view; NULL when there is none.
feed_statement* current_statement(Oid view) noexcept;

// Ends the innermost statement on a view and hands it over.
feed_statement end_statement(Oid view);

// Records that the current row leaves a column (from 0) out. take_left_out() returns the columns, and none
// are recorded then.
void record_left_out(int column);
core::column_set take_left_out() noexcept;

// The session's last load that was not rolled back.
void remember_load(const load_outcome& outcome);
std::optional<load_outcome> last_load();

// Makes the session follow transactions; once, when the library is loaded.
void follow_transactions();

}  // namespace forecast_warehouse::load
