#include "postgres/new_table.hpp"

#include "postgres/guard.hpp"

namespace forecast_warehouse::postgres {
namespace {

// No other session inserts into the table, so the free space map is not needed.
constexpr int options = TABLE_INSERT_SKIP_FSM;

// Runs inside a guard.
bool is_created_here(Relation heap) {
    return heap->rd_createSubid == GetCurrentSubTransactionId();
}

// Runs inside a guard.
const char* obstacle_of_table(Relation heap) {
    const Form_pg_class form = heap->rd_rel;
    // A schema may have been renamed between two look-ups. Then the name is that of another table.
    if (!is_created_here(heap)) {
        return "its name is that of another table now";
    }
    if (form->relowner != GetUserId()) {
        return "it belongs to another role";
    }
    if (form->relkind != RELKIND_RELATION || form->relam != HEAP_TABLE_AM_OID || form->relispartition ||
        form->relhassubclass) {
        return "it is not a plain table";
    }
    if (form->relhasindex || form->relhasrules || form->relrowsecurity || heap->trigdesc != nullptr ||
        heap->rd_att->constr != nullptr) {
        return "it has indexes, constraints, defaults, triggers, rules or row-level security";
    }
    return nullptr;
}

// Runs inside a guard.
bool has_types(TupleDesc description, const Oid* types, int count) {
    bool same = description->natts == count;
    for (int column = 0; same && column < count; ++column) {
        same = TupleDescAttr(description, column)->atttypid == types[column];
    }
    return same;
}

}  // namespace

std::string new_table::obstacle(Oid relation, const std::vector<Oid>& types) {
    const char* found = guard([&]() -> const char* {
        Relation heap = table_open(relation, RowExclusiveLock);
        const char* obstacle = obstacle_of_table(heap);
        if (obstacle == nullptr && !has_types(heap->rd_att, types.data(), static_cast<int>(types.size()))) {
            obstacle = "it has other columns";
        }
        table_close(heap, NoLock);
        return obstacle;
    });
    return found == nullptr ? std::string() : std::string(found);
}

bool new_table::was_created_here(Oid relation) {
    return guard([relation] {
        Relation heap = try_relation_open(relation, AccessShareLock);
        const bool created_here = heap != nullptr && is_created_here(heap);
        if (heap != nullptr) {
            relation_close(heap, NoLock);
        }
        return created_here;
    });
}

new_table::new_table(Oid relation) : slots_(block_rows, nullptr), batch_("new table") {
    guard([&] {
        heap_ = table_open(relation, RowExclusiveLock);
        command_ = GetCurrentCommandId(true);
        bulk_ = GetBulkInsertState();
    });
}

void new_table::append(row_block& rows) {
    const auto columns = static_cast<std::size_t>(rows.columns());
    guard([&] {
        for (std::size_t row = 0; row < rows.size(); ++row) {
            if (slots_[row] == nullptr) {
                slots_[row] = table_slot_create(heap_, nullptr);
            }
            TupleTableSlot* slot = slots_[row];
            ExecClearTuple(slot);
            memcpy(slot->tts_values, rows.values(row), columns * sizeof(Datum));
            memcpy(slot->tts_isnull, rows.nulls(row), columns * sizeof(bool));
            ExecStoreVirtualTuple(slot);
        }
        CHECK_FOR_INTERRUPTS();
        MemoryContext caller = MemoryContextSwitchTo(batch_.get());
        table_multi_insert(heap_, slots_.data(), static_cast<int>(rows.size()), command_, options, bulk_);
        MemoryContextSwitchTo(caller);
        for (std::size_t row = 0; row < rows.size(); ++row) {
            ExecClearTuple(slots_[row]);
        }
    });
    batch_.reset();
}

void new_table::close() {
    guard([this] {
        for (TupleTableSlot* slot : slots_) {
            if (slot != nullptr) {
                ExecDropSingleTupleTableSlot(slot);
            }
        }
        FreeBulkInsertState(bulk_);
        table_finish_bulk_insert(heap_, options);
        table_close(heap_, NoLock);
        CommandCounterIncrement();
    });
}

}  // namespace forecast_warehouse::postgres
