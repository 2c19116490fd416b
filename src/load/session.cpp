#include "load/session.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/failure.hpp"
#include "postgres/guard.hpp"
#include "postgres/insert_conflict.hpp"
#include "postgres/memory.hpp"

namespace forecast_warehouse::load {
namespace {

struct open_statement {
    feed_statement statement;
    SubTransactionId transaction;
    core::column_set outer_left_out;  // recorded for the current row of the statement around it
};

struct remembered_load {
    load_outcome outcome;
    SubTransactionId transaction;  // InvalidSubTransactionId: committed
};

// Plain pointers, never freed: a process that exits by the server's exit() must not run destructors here.
std::vector<open_statement>* statements = new std::vector<open_statement>;
std::vector<remembered_load>* loads = new std::vector<remembered_load>;
core::column_set* left_out_of_row = new core::column_set;

// A statement ends by its AFTER trigger. One that is still open when its transaction commits was stopped
// early by its caller, such as by a row limit. Its rows would be lost silently.
void refuse_open_statements(SubTransactionId transaction) {
    for (const open_statement& each : *statements) {
        if (each.transaction >= transaction) {
            ereport(ERROR, (errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
                            errmsg("statement on \"%s\" ended before its last row, its rows were not loaded",
                                   each.statement.feed().view.c_str()),
                            errhint("Run the INSERT to its end: do not limit the rows that it returns.")));
        }
    }
}

// The transaction frees memory and files of a statement that is rolled back. Only the entries are ours.
void forget_since(SubTransactionId transaction) noexcept {
    const auto first = std::find_if(statements->begin(), statements->end(), [=](const open_statement& each) {
        return each.transaction >= transaction;
    });
    if (first != statements->end()) {
        *left_out_of_row = std::move(first->outer_left_out);
        statements->erase(first, statements->end());
    }
    std::erase_if(*loads, [=](const remembered_load& each) { return each.transaction >= transaction; });
}

void keep_last_load() noexcept {
    if (!loads->empty()) {
        loads->front() = loads->back();
        loads->front().transaction = InvalidSubTransactionId;
        loads->erase(loads->begin() + 1, loads->end());
    }
}

void on_transaction(XactEvent event, void* /*argument*/) {
    switch (event) {
        case XACT_EVENT_PRE_COMMIT:
        case XACT_EVENT_PRE_PREPARE:
            refuse_open_statements(TopSubTransactionId);
            break;
        case XACT_EVENT_COMMIT:
        case XACT_EVENT_PREPARE:
            statements->clear();
            keep_last_load();
            break;
        case XACT_EVENT_ABORT:
            forget_since(TopSubTransactionId);
            *left_out_of_row = {};
            break;
        default:
            break;
    }
}

void on_subtransaction(SubXactEvent event, SubTransactionId mine, SubTransactionId parent,
                       void* /*argument*/) {
    switch (event) {
        case SUBXACT_EVENT_PRE_COMMIT_SUB:
            refuse_open_statements(mine);
            break;
        case SUBXACT_EVENT_COMMIT_SUB:
            for (remembered_load& each : *loads) {
                each.transaction = each.transaction == mine ? parent : each.transaction;
            }
            break;
        case SUBXACT_EVENT_ABORT_SUB:
            forget_since(mine);
            break;
        default:
            break;
    }
}

auto find_statement(Oid view) noexcept {
    return std::find_if(statements->rbegin(), statements->rend(),
                        [view](const open_statement& each) { return each.statement.view() == view; });
}

// A store that lives as long as the current (sub)transaction, whatever memory and resources the trigger is
// called with: its rows must outlive the call.
postgres::tuple_store make_store(TupleDesc row) {
    const postgres::inside memory(CurTransactionContext);
    TupleDesc description = postgres::guard([row] { return CreateTupleDescCopy(row); });
    Tuplestorestate* state = postgres::guard([] {
        ResourceOwner caller = CurrentResourceOwner;
        CurrentResourceOwner = CurTransactionResourceOwner;
        Tuplestorestate* made = tuplestore_begin_heap(true, false, work_mem);
        CurrentResourceOwner = caller;
        return made;
    });
    return {state, description};
}

}  // namespace

void feed_statement::take(HeapTuple row, const core::column_set& left_out, const FmgrInfo* insert) {
    postgres::guard([&] { tuplestore_puttuple(arrival_.store().state(), row); });
    take_stored(1, left_out, insert);
}

void feed_statement::take_stored(std::int64_t rows, const core::column_set& left_out,
                                 const FmgrInfo* insert) {
    if (rows == 0) {
        return;
    }
    if (runs_.empty() || runs_.back().insert != insert) {
        runs_.push_back({arrival_.rows() + 1, insert, false});
    }
    arrival_.record(rows, left_out);
    postgres::progress::received(arrival_.rows());
}

std::vector<arrival*> feed_statement::parts() {
    for (run& each : runs_) {
        each.gives_way = postgres::does_nothing_on_conflict(each.insert);
    }
    const auto giving_way =
        std::count_if(runs_.begin(), runs_.end(), [](const run& each) { return each.gives_way; });
    if (giving_way > 0 && giving_way < static_cast<std::int64_t>(runs_.size())) {
        split();
        return {split_.data(), &split_.back()};
    }
    if (giving_way > 0) {
        arrival_.give_way();
    }
    return {&arrival_};
}

void feed_statement::split() {
    TupleDesc description = arrival_.store().description();
    split_.emplace_back(*feed_, make_store(description), arrival_.reader());
    split_.emplace_back(*feed_, make_store(description), arrival_.reader());
    postgres::row_block block(description->natts);
    std::size_t run = 0;
    arrival_.rewind();
    while (arrival_.read_stored(block)) {
        for (std::size_t row = 0; row < block.size(); ++row) {
            const std::int64_t number = arrival_.first_row() + static_cast<std::int64_t>(row);
            while (run + 1 < runs_.size() && runs_[run + 1].first_row <= number) {
                ++run;
            }
            arrival& part = split_[runs_[run].gives_way ? 1 : 0];
            part.store().put({block.view(row)});
            part.record(1, arrival_.keep_sets().set(arrival_.keep_set(number)));
        }
    }
    split_.back().give_way();
}

void feed_statement::end() {
    if (reports_) {
        postgres::progress::end_receiving();
    }
    split_.insert(split_.begin(), std::move(arrival_));
    for (arrival& each : split_) {
        TupleDesc description = each.store().description();
        each.store().end();
        postgres::guard([description] { FreeTupleDesc(description); });
    }
}

void begin_statement(const core::feed& feed, Oid view, TupleDesc row, std::shared_ptr<row_reader> reader) {
    arrival rows(feed, make_store(row), std::move(reader));
    statements->push_back({feed_statement(feed, view, std::move(rows), GetCurrentTimestamp()),
                           GetCurrentSubTransactionId(), take_left_out()});
}

feed_statement* current_statement(Oid view) noexcept {
    const auto found = find_statement(view);
    return found == statements->rend() ? nullptr : &found->statement;
}

feed_statement end_statement(Oid view) {
    const auto found = find_statement(view);
    if (found == statements->rend()) {
        throw core::failure(core::sqlstate::object_not_in_prerequisite_state,
                            "no statement on this feed has begun",
                            "The feed's triggers belong together: create the extension again.");
    }
    feed_statement ended = std::move(found->statement);
    *left_out_of_row = std::move(found->outer_left_out);
    statements->erase(std::next(found).base());
    return ended;
}

void record_left_out(int column) {
    left_out_of_row->insert(column);
}

core::column_set take_left_out() noexcept {
    return std::exchange(*left_out_of_row, {});
}

void remember_load(const load_outcome& outcome) {
    const SubTransactionId transaction = GetCurrentSubTransactionId();
    std::erase_if(*loads, [=](const remembered_load& each) { return each.transaction == transaction; });
    loads->push_back({outcome, transaction});
}

std::optional<load_outcome> last_load() {
    return loads->empty() ? std::nullopt : std::optional<load_outcome>(loads->back().outcome);
}

void follow_transactions() {
    RegisterXactCallback(on_transaction, nullptr);
    RegisterSubXactCallback(on_subtransaction, nullptr);
}

}  // namespace forecast_warehouse::load
