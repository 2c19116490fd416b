#include "postgres/direct_table.hpp"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "postgres/citus_table.hpp"
#include "postgres/guard.hpp"
#include "postgres/table_facts.hpp"

// Opening a table for direct writes, and what stands against it.

namespace forecast_warehouse::postgres {
namespace {

// As many rows as COPY gives the heap at a time.
constexpr std::size_t heap_rows = 1000;

// Runs inside a guard: why an index cannot be filled row by row in the order of its keys.
const char* index_obstacle(Relation index) {
    Form_pg_index form = index->rd_index;
    if (!form->indisvalid || !form->indisready || !form->indislive) {
        return "has an index that is not valid";
    }
    if (index->rd_rel->relam != BTREE_AM_OID) {
        return "has an index that is no B-tree";
    }
    if (form->indisexclusion || !form->indimmediate) {
        return "has an exclusion or deferrable constraint";
    }
    if (!heap_attisnull(index->rd_indextuple, Anum_pg_index_indexprs, nullptr) ||
        !heap_attisnull(index->rd_indextuple, Anum_pg_index_indpred, nullptr)) {
        return "has an index on an expression, or a partial one";
    }
    return nullptr;
}

// Runs inside a guard: whether a unique index is on exactly these attributes, in this order, and leaves no
// way for two rows with the same key, missing values or not.
bool is_key(Relation heap, Relation index, const AttrNumber* attributes, int count) {
    Form_pg_index form = index->rd_index;
    if (!form->indisunique || !form->indisvalid || form->indnkeyatts != count) {
        return false;
    }
    for (int place = 0; place < count; ++place) {
        if (form->indkey.values[place] != attributes[place] || index->rd_indoption[place] != 0 ||
            !has_default_order(index, place) ||
            !(form->indnullsnotdistinct || TupleDescAttr(heap->rd_att, attributes[place] - 1)->attnotnull)) {
            return false;
        }
    }
    return true;
}

// Runs inside a guard: the attributes that one side of a foreign key names.
std::pair<const int16*, int> attributes_of(HeapTuple constraint, AttrNumber side) {
    bool is_null = false;
    ArrayType* array = DatumGetArrayTypePCopy(SysCacheGetAttr(CONSTROID, constraint, side, &is_null));
    return {reinterpret_cast<const int16*>(ARR_DATA_PTR(array)), ARR_DIMS(array)[0]};
}

// Runs inside a guard: whether a foreign key from the table is one whose referenced rows the caller locks.
bool is_locked_reference(HeapTuple constraint, Oid relation, const std::vector<direct_column>& columns) {
    const auto [from, count] = attributes_of(constraint, Anum_pg_constraint_conkey);
    const auto [to, to_count] = attributes_of(constraint, Anum_pg_constraint_confkey);
    const Oid referenced = reinterpret_cast<Form_pg_constraint>(GETSTRUCT(constraint))->confrelid;
    for (const direct_column& column : columns) {
        if (count == 1 && to_count == 1 && column.refers_to == referenced &&
            from[0] == get_attnum(relation, column.name.c_str()) &&
            to[0] == get_attnum(referenced, column.refers_by.c_str())) {
            return true;
        }
    }
    return false;
}

// Runs inside a guard: whether a foreign key to the table looks at columns only that no load changes in a row
// that stands.
bool is_steady(HeapTuple constraint, const Bitmapset* steady) {
    const auto [attributes, count] = attributes_of(constraint, Anum_pg_constraint_confkey);
    return std::all_of(attributes, attributes + count,
                       [steady](int16 attribute) { return bms_is_member(attribute, steady); });
}

// Runs inside a guard: why triggers stand against it. Those of foreign keys may not: see the two above.
const char* trigger_obstacle(Relation heap, const std::vector<direct_column>& columns,
                             const Bitmapset* steady) {
    for (int place = 0; heap->trigdesc != nullptr && place < heap->trigdesc->numtriggers; ++place) {
        const Trigger& trigger = heap->trigdesc->triggers[place];
        const int kind = trigger.tgisinternal ? RI_FKey_trigger_type(trigger.tgfoid) : RI_TRIGGER_NONE;
        if (kind == RI_TRIGGER_NONE) {
            return "has triggers";
        }
        HeapTuple constraint = SearchSysCache1(CONSTROID, ObjectIdGetDatum(trigger.tgconstraint));
        if (!HeapTupleIsValid(constraint)) {
            return "has a constraint that is gone";
        }
        const bool fits = kind == RI_TRIGGER_PK
                              ? is_steady(constraint, steady)
                              : is_locked_reference(constraint, RelationGetRelid(heap), columns);
        ReleaseSysCache(constraint);
        if (!fits) {
            return "has foreign keys that are not ours";
        }
    }
    return nullptr;
}

// Runs inside a guard: why the columns stand against it.
const char* column_obstacle(Relation heap, const std::vector<direct_column>& columns, const char* touched) {
    if (has_generated_columns(heap->rd_att)) {
        return "has generated columns";
    }
    const AttrNumber touched_at = column_number(heap->rd_att, touched);
    if (touched_at == InvalidAttrNumber ||
        TupleDescAttr(heap->rd_att, touched_at - 1)->atttypid != TIMESTAMPTZOID) {
        return "does not note when a row was changed";
    }
    Bitmapset* given = nullptr;
    for (const direct_column& column : columns) {
        const AttrNumber attribute = column_number(heap->rd_att, column.name);
        if (attribute == InvalidAttrNumber) {
            return "lacks a column";
        }
        Form_pg_attribute form = TupleDescAttr(heap->rd_att, attribute - 1);
        if (form->atttypid != column.stored_type || form->atttypmod != column.typmod) {
            return "has a column of another type";
        }
        given = bms_add_member(given, attribute);
    }
    for (int attribute = 1; attribute <= heap->rd_att->natts; ++attribute) {
        Form_pg_attribute form = TupleDescAttr(heap->rd_att, attribute - 1);
        if (!form->attisdropped && !bms_is_member(attribute, given) &&
            get_typtype(form->atttypid) == TYPTYPE_DOMAIN) {
            return "has a column of a domain";
        }
    }
    return nullptr;
}

// Runs inside a guard.
void expect_columns(Relation heap, const std::vector<direct_column>& columns, const char* touched) {
    const char* obstacle = column_obstacle(heap, columns, touched);
    if (obstacle != nullptr) {
        ereport(ERROR, (errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
                        errmsg("table \"%s\" was altered while it was loaded: it %s",
                               RelationGetRelationName(heap), obstacle),
                        errhint("Let triggers and policies leave the table's columns as they are.")));
    }
}

// Runs inside a guard: why the indexes stand against it.
const char* all_index_obstacle(Relation heap, const AttrNumber* key, int key_columns) {
    bool has_key = false;
    List* indexes = RelationGetIndexList(heap);
    for (int place = 0; place < list_length(indexes); ++place) {
        Relation index = index_open(list_nth_oid(indexes, place), RowExclusiveLock);
        const char* obstacle = index_obstacle(index);
        has_key = has_key || (obstacle == nullptr && is_key(heap, index, key, key_columns));
        index_close(index, NoLock);
        if (obstacle != nullptr) {
            return obstacle;
        }
    }
    return has_key ? nullptr : "has lost the unique index of its grain";
}

// Runs inside a guard.
const char* table_obstacle(Relation heap) {
    if (heap->rd_rel->relkind != RELKIND_RELATION || heap->rd_rel->relam != HEAP_TABLE_AM_OID ||
        heap->rd_rel->relispartition || heap->rd_rel->relhassubclass) {
        return "is no plain table";
    }
    if (heap->rd_rel->relhasrules) {
        return "has rules";
    }
    if (check_enable_rls(RelationGetRelid(heap), InvalidOid, true) == RLS_ENABLED) {
        return "has row-level security";
    }
    constexpr AclMode wanted = ACL_INSERT | ACL_UPDATE | ACL_SELECT;
    if (pg_class_aclmask(RelationGetRelid(heap), GetUserId(), wanted, ACLMASK_ALL) != wanted) {
        return "is not wholly the role's to write";
    }
    if (is_citus_table(RelationGetRelid(heap))) {
        return "is a table of Citus";
    }
    return nullptr;
}

}  // namespace

bool has_default_order(Relation index, int column) {
    const Oid type = index->rd_opcintype[column];
    return index->rd_opfamily[column] == lookup_type_cache(type, TYPECACHE_BTREE_OPFAMILY)->btree_opf;
}

std::string direct_table::obstacle(Oid relation, const std::vector<direct_column>& columns,
                                   const std::vector<int>& key, const char* touched) {
    if (XactReadOnly) {
        return "is in a read-only transaction";
    }
    const char* found = guard([&]() -> const char* {
        Relation heap = table_open(relation, RowExclusiveLock);
        const char* obstacle = table_obstacle(heap);
        if (obstacle == nullptr) {
            obstacle = column_obstacle(heap, columns, touched);
        }
        Bitmapset* steady = nullptr;
        AttrNumber key_attributes[INDEX_MAX_KEYS] = {};
        for (std::size_t place = 0; place < key.size(); ++place) {
            const std::string& name = columns[static_cast<std::size_t>(key[place])].name;
            key_attributes[place] = column_number(heap->rd_att, name);
            steady = bms_add_member(steady, key_attributes[place]);
        }
        steady = bms_add_member(steady, column_number(heap->rd_att, "id"));
        if (obstacle == nullptr) {
            obstacle = trigger_obstacle(heap, columns, steady);
        }
        if (obstacle == nullptr) {
            obstacle = all_index_obstacle(heap, key_attributes, static_cast<int>(key.size()));
        }
        table_close(heap, NoLock);
        return obstacle;
    });
    return found == nullptr ? std::string() : std::string(found);
}

direct_table::direct_table(Oid relation, const std::vector<direct_column>& columns,
                           const std::vector<int>& key, const char* touched)
    : key_(key), batch_("direct batch") {
    guard([&] {
        heap_ = table_open(relation, RowExclusiveLock);
        expect_columns(heap_, columns, touched);
        CheckCmdReplicaIdentity(heap_, CMD_UPDATE);
        estate_ = CreateExecutorState();
        result_ = makeNode(ResultRelInfo);
        InitResultRelInfo(result_, heap_, 0, nullptr, 0);
        ExecOpenIndices(result_, false);
    });
    open_columns(columns, touched);
    find_key_index(key);
    find_indexed_attributes();
    slots_.resize(heap_rows, nullptr);
    guard([&] {
        standing_ = table_slot_create(heap_, nullptr);
        changed_ = table_slot_create(heap_, nullptr);
    });
}

void direct_table::open_columns(const std::vector<direct_column>& columns, const char* touched) {
    const int attributes = heap_->rd_att->natts;
    std::vector<bool> given(static_cast<std::size_t>(attributes) + 1, false);
    for (const direct_column& column : columns) {
        const AttrNumber attribute = column_number(heap_->rd_att, column.name);
        Form_pg_attribute form = TupleDescAttr(heap_->rd_att, attribute - 1);
        columns_.push_back({attribute, form->atttypid, form->attbyval, column.is_key});
        given[static_cast<std::size_t>(attribute)] = true;
    }
    touched_ = column_number(heap_->rd_att, touched);
    for (int attribute = 1; attribute <= attributes; ++attribute) {
        if (given[static_cast<std::size_t>(attribute)] ||
            TupleDescAttr(heap_->rd_att, attribute - 1)->attisdropped) {
            continue;
        }
        ExprState* value = guard([&]() -> ExprState* {
            MemoryContext caller = MemoryContextSwitchTo(estate_->es_query_cxt);
            Node* expression = build_column_default(heap_, attribute);
            ExprState* state = expression == nullptr
                                   ? nullptr
                                   : ExecPrepareExpr(reinterpret_cast<Expr*>(expression), estate_);
            MemoryContextSwitchTo(caller);
            return state;
        });
        filled_.push_back({static_cast<AttrNumber>(attribute), value});
    }
}

void direct_table::find_key_index(const std::vector<int>& key) {
    AttrNumber attributes[INDEX_MAX_KEYS] = {};
    for (std::size_t place = 0; place < key.size(); ++place) {
        attributes[place] = columns_[static_cast<std::size_t>(key[place])].attribute;
    }
    key_index_ = guard([&] {
        for (int index = 0; index < result_->ri_NumIndices; ++index) {
            if (is_key(heap_, result_->ri_IndexRelationDescs[index], attributes,
                       static_cast<int>(key.size()))) {
                return index;
            }
        }
        ereport(ERROR, (errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
                        errmsg("table \"%s\" has lost the unique index of its grain while it was loaded",
                               RelationGetRelationName(heap_)),
                        errhint("Create the index again, then repeat the load.")));
    });
}

void direct_table::find_indexed_attributes() {
    indexed_at_.assign(static_cast<std::size_t>(heap_->rd_att->natts) + 1, -1);
    for (int index = 0; index < result_->ri_NumIndices; ++index) {
        const IndexInfo* info = result_->ri_IndexRelationInfo[index];
        for (int place = 0; takes_entries(index) && place < info->ii_NumIndexAttrs; ++place) {
            const AttrNumber attribute = info->ii_IndexAttrNumbers[place];
            int& at = indexed_at_[static_cast<std::size_t>(attribute)];
            if (at < 0) {
                at = static_cast<int>(indexed_.size());
                indexed_.push_back(attribute);
            }
        }
    }
}

void direct_table::close() {
    guard([this] {
        for (TupleTableSlot* slot : slots_) {
            if (slot != nullptr) {
                ExecDropSingleTupleTableSlot(slot);
            }
        }
        ExecDropSingleTupleTableSlot(standing_);
        ExecDropSingleTupleTableSlot(changed_);
        ExecCloseIndices(result_);
        FreeExecutorState(estate_);
        table_close(heap_, NoLock);
    });
}

}  // namespace forecast_warehouse::postgres
