#include "postgres/plain_relation.hpp"

#include <map>

#include "postgres/guard.hpp"
#include "postgres/table_changes.hpp"

namespace forecast_warehouse::postgres {
namespace {

// All of these run inside a guard.
bool has_plain_kind(Relation table) {
    const Form_pg_class form = table->rd_rel;
    return form->relkind == RELKIND_RELATION && form->relam == HEAP_TABLE_AM_OID && !form->relhasrules &&
           !form->relhassubclass && !form->relispartition;
}

// Internal triggers, of foreign keys, are the server's.
bool has_own_triggers(Relation table) {
    for (int position = 0; table->trigdesc != nullptr && position < table->trigdesc->numtriggers;
         ++position) {
        if (!table->trigdesc->triggers[position].tgisinternal) {
            return true;
        }
    }
    return false;
}

bool is_next_value(const Node* expression) {
    return expression != nullptr && IsA(expression, FuncExpr) &&
           reinterpret_cast<const FuncExpr*>(expression)->funcid == F_NEXTVAL;
}

bool has_plain_columns(Relation table) {
    const TupleConstr* constraints = table->rd_att->constr;
    if (constraints != nullptr && (constraints->num_check > 0 || has_generated_columns(table->rd_att))) {
        return false;
    }
    for (int position = 0; position < table->rd_att->natts; ++position) {
        Form_pg_attribute column = TupleDescAttr(table->rd_att, position);
        const bool plain = column->attisdropped ||
                           (column->atttypid < FirstNormalObjectId &&
                            (!column->atthasdef || is_next_value(build_column_default(table, position + 1))));
        if (!plain) {
            return false;
        }
    }
    return true;
}

bool has_plain_indexes(Relation table) {
    bool plain = true;
    List* indexes = RelationGetIndexList(table);
    for (int position = 0; plain && position < list_length(indexes); ++position) {
        Relation index = index_open(list_nth_oid(indexes, position), AccessShareLock);
        plain = index->rd_rel->relam == BTREE_AM_OID && !index->rd_index->indisexclusion &&
                heap_attisnull(index->rd_indextuple, Anum_pg_index_indexprs, nullptr) &&
                heap_attisnull(index->rd_indextuple, Anum_pg_index_indpred, nullptr);
        index_close(index, NoLock);
    }
    return plain;
}

bool looks_plain(Oid table) {
    Relation relation = table_open(table, NoLock);
    const bool plain = has_plain_kind(relation) && !has_own_triggers(relation) &&
                       has_plain_columns(relation) && has_plain_indexes(relation);
    table_close(relation, NoLock);
    return plain;
}

// Results for tables, and the number of changes of watched tables at that time. A plain pointer, never
// freed: see load/session.cpp.
struct verdict {
    bool plain;
    std::uint64_t changes;
};
std::map<Oid, verdict>* verdicts = new std::map<Oid, verdict>;
constexpr std::size_t most_verdicts = 256;

}  // namespace

bool runs_no_code(Oid table) {
    guard([table] { LockRelationOid(table, RowExclusiveLock); });
    watch_table(table);
    const auto known = verdicts->find(table);
    if (known != verdicts->end() && known->second.changes == table_changes()) {
        return known->second.plain;
    }
    const std::uint64_t changes = table_changes();
    const bool plain = guard([table] { return looks_plain(table); });
    if (verdicts->size() >= most_verdicts) {
        verdicts->clear();
    }
    (*verdicts)[table] = {plain, changes};
    return plain;
}

}  // namespace forecast_warehouse::postgres
