#include "postgres/direct_table.hpp"

#include "postgres/direct_obstacle.hpp"
#include "postgres/guard.hpp"
#include "postgres/table_facts.hpp"

namespace forecast_warehouse::postgres {
namespace {

// As many rows as COPY gives the heap at a time.
constexpr std::size_t heap_rows = 1000;

// Runs inside a guard.
void expect_columns(Relation heap, const std::vector<direct_column>& columns, const char* changed_at) {
    const char* obstacle = column_obstacle(heap, columns, changed_at);
    if (obstacle != nullptr) {
        ereport(ERROR, (errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
                        errmsg("table \"%s\" was altered while it was loaded: it %s",
                               RelationGetRelationName(heap), obstacle),
                        errhint("Let triggers and policies leave the table's columns as they are.")));
    }
}

}  // namespace

void direct_table::begin() {
    open();
    open_columns();
    find_key_index();
    insert_slots_.assign(heap_rows, nullptr);
    guard([&] {
        stored_slot_ = table_slot_create(heap_, nullptr);
        changed_slot_ = table_slot_create(heap_, nullptr);
        PushActiveSnapshot(GetTransactionSnapshot());
        snapshot_ = GetActiveSnapshot();
    });
}

void direct_table::open() {
    guard([&] {
        heap_ = table_open(relation_, RowExclusiveLock);
        expect_columns(heap_, *given_, changed_at_name_);
        CheckCmdReplicaIdentity(heap_, CMD_UPDATE);
        executor_ = CreateExecutorState();
        result_ = makeNode(ResultRelInfo);
        InitResultRelInfo(result_, heap_, 0, nullptr, 0);
        ExecOpenIndices(result_, false);
    });
}

void direct_table::open_columns() {
    const int attributes = heap_->rd_att->natts;
    std::vector<bool> given(static_cast<std::size_t>(attributes) + 1, false);
    for (const direct_column& column : *given_) {
        const AttrNumber attribute = column_number(heap_->rd_att, column.name);
        Form_pg_attribute form = TupleDescAttr(heap_->rd_att, attribute - 1);
        columns_.push_back({attribute, form->atttypid, form->attbyval, column.is_key});
        given[static_cast<std::size_t>(attribute)] = true;
    }
    if (changed_at_name_ != nullptr) {
        changed_at_ = column_number(heap_->rd_att, changed_at_name_);
    }
    id_ = column_number(heap_->rd_att, "id");
    if (id_ != InvalidAttrNumber) {
        id_type_ = TupleDescAttr(heap_->rd_att, id_ - 1)->atttypid;
    }
    for (int attribute = 1; attribute <= attributes; ++attribute) {
        if (given[static_cast<std::size_t>(attribute)] ||
            TupleDescAttr(heap_->rd_att, attribute - 1)->attisdropped) {
            continue;
        }
        ExprState* value = guard([&]() -> ExprState* {
            MemoryContext caller = MemoryContextSwitchTo(executor_->es_query_cxt);
            Node* expression = build_column_default(heap_, attribute);
            ExprState* state = expression == nullptr
                                   ? nullptr
                                   : ExecPrepareExpr(reinterpret_cast<Expr*>(expression), executor_);
            MemoryContextSwitchTo(caller);
            return state;
        });
        filled_.push_back({static_cast<AttrNumber>(attribute), value});
    }
}

void direct_table::find_key_index() {
    AttrNumber attributes[INDEX_MAX_KEYS] = {};
    const int count = static_cast<int>(key_->size());
    for (std::size_t part = 0; part < key_->size(); ++part) {
        attributes[part] = columns_[static_cast<std::size_t>((*key_)[part])].attribute;
    }
    key_index_ = guard([&] {
        for (int index = 0; index < result_->ri_NumIndices; ++index) {
            if (is_unique_key(heap_, result_->ri_IndexRelationDescs[index], attributes, count)) {
                return index;
            }
        }
        ereport(ERROR, (errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
                        errmsg("table \"%s\" has lost the unique index of its grain while it was loaded",
                               RelationGetRelationName(heap_)),
                        errhint("Create the index again, then repeat the load.")));
    });
}

std::int64_t direct_table::id_of(TupleTableSlot* slot) const {
    if (id_type_ != INT8OID && id_type_ != INT4OID) {
        return 0;
    }
    bool is_null = false;
    const Datum value = slot_getattr(slot, id_, &is_null);
    return is_null ? 0 : id_type_ == INT8OID ? DatumGetInt64(value) : std::int64_t{DatumGetInt32(value)};
}

TupleTableSlot* direct_table::insert_slot(std::size_t index) {
    if (insert_slots_[index] == nullptr) {
        insert_slots_[index] = table_slot_create(heap_, nullptr);
    }
    return insert_slots_[index];
}

void direct_table::close() {
    guard([this] {
        PopActiveSnapshot();
        CommandCounterIncrement();
        for (TupleTableSlot* slot : insert_slots_) {
            if (slot != nullptr) {
                ExecDropSingleTupleTableSlot(slot);
            }
        }
        ExecDropSingleTupleTableSlot(stored_slot_);
        ExecDropSingleTupleTableSlot(changed_slot_);
        ExecCloseIndices(result_);
        FreeExecutorState(executor_);
        table_close(heap_, NoLock);
    });
    memory_.reset();
}

}  // namespace forecast_warehouse::postgres
