#pragma once

#include <optional>
#include <vector>

#include "load/arrival.hpp"
#include "load/load.hpp"
#include "postgres/progress.hpp"

namespace forecast_warehouse::load {

// What a session remembers between calls: the statements that are feeding rows right now, and the last load.
// All of it follows transactions and savepoints: what is rolled back is forgotten.

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
    [[nodiscard]] TimestampTz started() const noexcept { return started_; }

    // Takes a row of one of the statement's INSERTs, known by what its row trigger is called by.
    void take(HeapTuple row, arrival::column_mask left_out, const FmgrInfo* insert);

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
    bool reports_;                // whether its progress is told in a report of its own
    std::vector<run> runs_;       // rows of one INSERT after each other
    std::vector<arrival> split_;  // the parts, where there are several
};

// Begins a statement on a feed's view. Statements nest: a function called by one may feed the same view.
void begin_statement(const core::feed& feed, Oid view, TupleDesc row);

// The innermost statement on a view; NULL when there is none.
feed_statement* current_statement(Oid view) noexcept;

// Ends the innermost statement on a view and hands it over.
feed_statement end_statement(Oid view);

// Notes that the row being made leaves a column (from 1) out; take_left_out() hands over what was noted.
void record_left_out(int column) noexcept;
arrival::column_mask take_left_out() noexcept;

// The session's last load that was not rolled back.
void remember_load(const load_outcome& outcome);
std::optional<load_outcome> last_load();

// Makes the session follow transactions; once, when the library is loaded.
void follow_transactions();

}  // namespace forecast_warehouse::load
