#include "postgres/direct_heap.hpp"

#include <algorithm>

#include "postgres/guard.hpp"

namespace forecast_warehouse::postgres {
namespace {

// With fewer rows the setup of a bulk insert costs more than it saves.
constexpr std::size_t bulk_rows = 1000;

bool is_inserted(const direct_row& row) {
    return row.becomes == direct_row::outcome::inserted;
}

}  // namespace

direct_heap::direct_heap(direct_table& table, direct_indexes& indexes, bool rejects)
    : table_(&table), indexes_(&indexes), command_(guard([] { return GetCurrentCommandId(true); })) {
    if (rejects) {
        guard([this, &table] { checks_.emplace(table); });
    }
}

void direct_heap::insert(std::vector<direct_row>& rows) {
    const auto inserted = static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), is_inserted));
    if (inserted == 0) {
        return;
    }
    guard([&] {
        BulkInsertState bulk = inserted >= bulk_rows ? GetBulkInsertState() : nullptr;
        std::size_t waiting = 0;
        for (direct_row& row : rows) {
            if (!is_inserted(row)) {
                continue;
            }
            TupleTableSlot* slot = table_->insert_slot(waiting);
            fill(slot, row.row);
            row.id = table_->id_of(slot);
            if (!passes(slot, row)) {
                ExecClearTuple(slot);
                continue;
            }
            ++waiting;
            indexes_->record_values(slot);
            if (waiting == table_->insert_slots().size()) {
                flush(waiting, bulk);
                waiting = 0;
            }
        }
        flush(waiting, bulk);
        if (bulk != nullptr) {
            FreeBulkInsertState(bulk);
        }
    });
}

// Gives the rows in the first slots to the heap; runs inside a guard.
void direct_heap::flush(std::size_t waiting, BulkInsertState bulk) {
    if (waiting == 0) {
        return;
    }
    CHECK_FOR_INTERRUPTS();
    TupleTableSlot** slots = table_->insert_slots().data();
    MemoryContext caller = MemoryContextSwitchTo(GetPerTupleMemoryContext(table_->executor()));
    table_multi_insert(table_->heap(), slots, static_cast<int>(waiting), command_, 0, bulk);
    MemoryContextSwitchTo(caller);
    for (std::size_t slot = 0; slot < waiting; ++slot) {
        indexes_->record_tid(slots[slot]->tts_tid);
        ExecClearTuple(slots[slot]);
    }
    ResetPerTupleExprContext(table_->executor());
}

// A row with the table's defaults where it has no value of its own; runs inside a guard.
void direct_heap::fill(TupleTableSlot* slot, const row_view& row) {
    ExecClearTuple(slot);
    std::fill_n(slot->tts_isnull, table_->heap()->rd_att->natts, true);
    for (std::size_t index = 0; index < table_->columns().size(); ++index) {
        const int attribute = table_->columns()[index].attribute - 1;
        slot->tts_values[attribute] = row.values[index];
        slot->tts_isnull[attribute] = row.nulls[index];
    }
    for (const direct_table::filled_column& column : table_->filled()) {
        if (column.value != nullptr) {
            slot->tts_values[column.attribute - 1] =
                ExecEvalExprSwitchContext(column.value, GetPerTupleExprContext(table_->executor()),
                                          &slot->tts_isnull[column.attribute - 1]);
        }
    }
    ExecStoreVirtualTuple(slot);
    slot->tts_tableOid = RelationGetRelid(table_->heap());
}

// Whether a row in a slot violates no constraint. One that does is rejected, or raises the server's error;
// runs inside a guard.
bool direct_heap::passes(TupleTableSlot* slot, direct_row& row) {
    if (table_->heap()->rd_att->constr == nullptr) {
        return true;
    }
    if (!checks_) {
        ExecConstraints(table_->result(), slot, table_->executor());
        return true;
    }
    const auto violated = checks_->find(slot);
    if (violated) {
        row.becomes = direct_row::outcome::rejected;
        row.violated = *violated;
    }
    return !violated;
}

bool direct_heap::update(direct_row& row, const keep_columns& keep) {
    TupleTableSlot* stored = table_->stored_slot();
    TupleTableSlot* changed = table_->changed_slot();
    if (!table_tuple_fetch_row_version(table_->heap(), &row.tid, table_->snapshot(), stored)) {
        return false;
    }
    slot_getallattrs(stored);
    const int attributes = table_->heap()->rd_att->natts;
    ExecClearTuple(changed);
    std::copy_n(stored->tts_values, attributes, changed->tts_values);
    std::copy_n(stored->tts_isnull, attributes, changed->tts_isnull);
    const core::column_set& keeps = keep.of(row.row);
    for (std::size_t index = 0; index < table_->columns().size(); ++index) {
        if (!keeps.contains(static_cast<int>(index))) {
            const int attribute = table_->columns()[index].attribute - 1;
            changed->tts_values[attribute] = row.row.values[index];
            changed->tts_isnull[attribute] = row.row.nulls[index];
        }
    }
    if (table_->changed_at() != InvalidAttrNumber) {
        changed->tts_values[table_->changed_at() - 1] =
            TimestampTzGetDatum(GetCurrentTransactionStartTimestamp());
        changed->tts_isnull[table_->changed_at() - 1] = false;
    }
    ExecStoreVirtualTuple(changed);
    changed->tts_tableOid = RelationGetRelid(table_->heap());
    if (!passes(changed, row)) {
        ExecClearTuple(changed);
        ExecClearTuple(stored);
        ResetPerTupleExprContext(table_->executor());
        return true;
    }
    const replaced outcome = update_tuple(table_->heap(), &row.tid, changed, command_, table_->snapshot());
    if (outcome == replaced::moved) {
        indexes_->record_values(changed);
        indexes_->record_tid(changed->tts_tid);
        indexes_->insert_key_entry(indexes_->size() - 1, true);
    }
    ExecClearTuple(changed);
    ExecClearTuple(stored);
    ResetPerTupleExprContext(table_->executor());
    return outcome != replaced::lost;
}

}  // namespace forecast_warehouse::postgres
