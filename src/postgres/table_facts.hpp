#pragma once

#include <string_view>

#include "postgres/citus_table.hpp"
#include "postgres/guard.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {

// A table of a schema. InvalidOid when it does not exist.
inline Oid table_in(Oid schema, const char* name) {
    return guard([=] { return get_relname_relid(name, schema); });
}

// The number of a column. InvalidAttrNumber when it does not exist. Does not raise. The server's own look-up
// takes ten times as long, which matters when a load has one row.
inline AttrNumber column_number(TupleDesc row, std::string_view name) noexcept {
    for (int index = 0; index < row->natts; ++index) {
        Form_pg_attribute attribute = TupleDescAttr(row, index);
        const char* other = NameStr(attribute->attname);
        if (strncmp(other, name.data(), name.size()) == 0 && other[name.size()] == '\0' &&
            !attribute->attisdropped) {
            return attribute->attnum;
        }
    }
    return InvalidAttrNumber;
}

// Whether row-level security limits the rows of a table that the current role sees.
inline bool row_security_applies(Oid table) {
    return OidIsValid(table) &&
           guard([table] { return check_enable_rls(table, InvalidOid, true) == RLS_ENABLED; });
}

// Whether the current role sees every row of a table, in all columns. Runs inside a guard.
inline bool may_read_all(Oid table) {
    return pg_class_aclcheck(table, GetUserId(), ACL_SELECT) == ACLCHECK_OK &&
           check_enable_rls(table, InvalidOid, true) != RLS_ENABLED;
}

// Whether all rows that a SELECT finds in a table are in the table itself.
inline bool is_plain_table(Relation table) noexcept {
    return table->rd_rel->relkind == RELKIND_RELATION && !table->rd_rel->relhassubclass;
}

// Whether the executor may leave out a row of a statement without an error. Causes are a trigger that
// returns NULL, a policy of UPDATE, or a relation that is not a plain table.
inline bool may_leave_out_rows(Oid table) {
    return guard([table] {
        Relation relation = relation_open(table, AccessShareLock);
        const TriggerDesc* triggers = relation->trigdesc;
        const bool may =
            !is_plain_table(relation) ||
            (triggers != nullptr && (triggers->trig_insert_before_row || triggers->trig_update_before_row)) ||
            check_enable_rls(table, InvalidOid, true) == RLS_ENABLED;
        relation_close(relation, NoLock);
        return may;
    });
}

// Whether a table has no rows, without reading it.
inline bool has_no_pages(Oid table) {
    return guard([table] {
        if (is_citus_table(table) || get_rel_relkind(table) != RELKIND_RELATION) {
            return false;
        }
        Relation relation = relation_open(table, AccessShareLock);
        const bool empty = RelationGetNumberOfBlocks(relation) == 0;
        relation_close(relation, AccessShareLock);
        return empty;
    });
}

// The planner's estimate of the rows of a table. Below zero when there is none yet.
inline double estimated_rows(Oid table) {
    return guard([table] {
        BlockNumber pages = 0;
        double rows = 0;
        double all_visible = 0;
        Relation relation = table_open(table, AccessShareLock);
        estimate_rel_size(relation, nullptr, &pages, &rows, &all_visible);
        table_close(relation, NoLock);
        return rows;
    });
}

}  // namespace forecast_warehouse::postgres
