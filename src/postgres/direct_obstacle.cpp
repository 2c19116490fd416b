#include "postgres/direct_obstacle.hpp"

#include <algorithm>
#include <string_view>

#include "postgres/citus_table.hpp"
#include "postgres/guard.hpp"
#include "postgres/index_order.hpp"
#include "postgres/table_facts.hpp"

namespace forecast_warehouse::postgres {
namespace {

// All of these run inside a guard.

// The reason why an index cannot be filled row by row in the order of its keys.
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

// The attributes that one side of a foreign key names.
std::pair<const int16*, int> attributes_of(HeapTuple constraint, AttrNumber side) {
    bool is_null = false;
    ArrayType* array = DatumGetArrayTypePCopy(SysCacheGetAttr(CONSTROID, constraint, side, &is_null));
    return {reinterpret_cast<const int16*>(ARR_DATA_PTR(array)), ARR_DIMS(array)[0]};
}

// Whether the caller locks the referenced rows of a foreign key from the table.
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

// Whether the caller leaves the column of a foreign key alone: NULL in a new row, and as it is in a stored
// one.
bool is_left_alone(HeapTuple constraint, Relation heap, const std::vector<direct_column>& columns) {
    const auto [from, count] = attributes_of(constraint, Anum_pg_constraint_conkey);
    if (count != 1) {
        return false;
    }
    const FormData_pg_attribute* attribute = TupleDescAttr(heap->rd_att, from[0] - 1);
    const std::string_view name = NameStr(attribute->attname);
    return !attribute->atthasdef &&
           std::none_of(columns.begin(), columns.end(),
                        [name](const direct_column& each) { return each.name == name; });
}

// Whether no load changes the columns that a foreign key to the table refers to, in a stored row.
bool is_unchanging(HeapTuple constraint, const Bitmapset* unchanging) {
    const auto [attributes, count] = attributes_of(constraint, Anum_pg_constraint_confkey);
    return std::all_of(attributes, attributes + count,
                       [unchanging](int16 attribute) { return bms_is_member(attribute, unchanging); });
}

// Triggers are an obstacle, other than those of the foreign keys described above.
const char* trigger_obstacle(Relation heap, const std::vector<direct_column>& columns,
                             const Bitmapset* unchanging) {
    for (int index = 0; heap->trigdesc != nullptr && index < heap->trigdesc->numtriggers; ++index) {
        const Trigger& trigger = heap->trigdesc->triggers[index];
        const int kind = trigger.tgisinternal ? RI_FKey_trigger_type(trigger.tgfoid) : RI_TRIGGER_NONE;
        if (kind == RI_TRIGGER_NONE) {
            return "has triggers";
        }
        HeapTuple constraint = SearchSysCache1(CONSTROID, ObjectIdGetDatum(trigger.tgconstraint));
        if (!HeapTupleIsValid(constraint)) {
            return "has a constraint that is gone";
        }
        const bool fits = kind == RI_TRIGGER_PK
                              ? is_unchanging(constraint, unchanging)
                              : is_locked_reference(constraint, RelationGetRelid(heap), columns) ||
                                    is_left_alone(constraint, heap, columns);
        ReleaseSysCache(constraint);
        if (!fits) {
            return "has foreign keys that are not ours";
        }
    }
    return nullptr;
}

const char* all_index_obstacle(Relation heap, const AttrNumber* key, int key_columns) {
    bool has_key = false;
    List* indexes = RelationGetIndexList(heap);
    for (int number = 0; number < list_length(indexes); ++number) {
        Relation index = index_open(list_nth_oid(indexes, number), RowExclusiveLock);
        const char* obstacle = index_obstacle(index);
        has_key = has_key || (obstacle == nullptr && is_unique_key(heap, index, key, key_columns));
        index_close(index, NoLock);
        if (obstacle != nullptr) {
            return obstacle;
        }
    }
    return has_key ? nullptr : "has lost the unique index of its grain";
}

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

bool is_unique_key(Relation heap, Relation index, const AttrNumber* attributes, int count) {
    Form_pg_index form = index->rd_index;
    if (!form->indisunique || !form->indisvalid || form->indnkeyatts != count) {
        return false;
    }
    for (int part = 0; part < count; ++part) {
        if (form->indkey.values[part] != attributes[part] || index->rd_indoption[part] != 0 ||
            !has_default_order(index, part) ||
            !(form->indnullsnotdistinct || TupleDescAttr(heap->rd_att, attributes[part] - 1)->attnotnull)) {
            return false;
        }
    }
    return true;
}

const char* column_obstacle(Relation heap, const std::vector<direct_column>& columns,
                            const char* changed_at) {
    if (has_generated_columns(heap->rd_att)) {
        return "has generated columns";
    }
    if (changed_at != nullptr) {
        const AttrNumber attribute_changed = column_number(heap->rd_att, changed_at);
        if (attribute_changed == InvalidAttrNumber ||
            TupleDescAttr(heap->rd_att, attribute_changed - 1)->atttypid != TIMESTAMPTZOID) {
            return "does not record when a row was changed";
        }
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

std::string direct_obstacle(Oid relation, const std::vector<direct_column>& columns,
                            const std::vector<int>& key, const char* changed_at) {
    if (XactReadOnly) {
        return "is in a read-only transaction";
    }
    const char* found = guard([&]() -> const char* {
        Relation heap = table_open(relation, RowExclusiveLock);
        const char* obstacle = table_obstacle(heap);
        if (obstacle == nullptr) {
            obstacle = column_obstacle(heap, columns, changed_at);
        }
        Bitmapset* unchanging = nullptr;
        AttrNumber key_attributes[INDEX_MAX_KEYS] = {};
        for (std::size_t part = 0; part < key.size(); ++part) {
            const std::string& name = columns[static_cast<std::size_t>(key[part])].name;
            key_attributes[part] = column_number(heap->rd_att, name);
            unchanging = bms_add_member(unchanging, key_attributes[part]);
        }
        unchanging = bms_add_member(unchanging, column_number(heap->rd_att, "id"));
        if (obstacle == nullptr) {
            obstacle = trigger_obstacle(heap, columns, unchanging);
        }
        if (obstacle == nullptr) {
            obstacle = all_index_obstacle(heap, key_attributes, static_cast<int>(key.size()));
        }
        table_close(heap, NoLock);
        return obstacle;
    });
    return found == nullptr ? std::string() : std::string(found);
}

}  // namespace forecast_warehouse::postgres
