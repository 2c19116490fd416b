#include "postgres/citus_table.hpp"

#include "postgres/table_facts.hpp"

// Citus lists its tables in pg_dist_partition, on every node. Without Citus the look-up is one miss in the
// server's cache of names.

namespace forecast_warehouse::postgres {
namespace {

// Whether a listed table meets the condition. Runs inside a guard.
template <class Asks>
bool any_listed(Asks asks) {
    const Oid list = get_relname_relid("pg_dist_partition", PG_CATALOG_NAMESPACE);
    if (!OidIsValid(list)) {
        return false;
    }
    Relation catalog = table_open(list, AccessShareLock);
    const AttrNumber column = column_number(RelationGetDescr(catalog), "logicalrelid");
    bool found = false;
    if (column != InvalidAttrNumber &&
        TupleDescAttr(RelationGetDescr(catalog), column - 1)->atttypid == REGCLASSOID) {
        SysScanDesc scan = systable_beginscan(catalog, InvalidOid, false, nullptr, 0, nullptr);
        for (HeapTuple row = systable_getnext(scan); !found && HeapTupleIsValid(row);
             row = systable_getnext(scan)) {
            bool is_null = false;
            const Datum table = heap_getattr(row, column, RelationGetDescr(catalog), &is_null);
            found = !is_null && asks(DatumGetObjectId(table));
        }
        systable_endscan(scan);
    }
    table_close(catalog, AccessShareLock);
    return found;
}

}  // namespace

bool is_citus_table(Oid table) {
    return any_listed([table](Oid listed) { return listed == table; });
}

bool has_citus_tables(Oid schema) {
    return any_listed([schema](Oid listed) { return get_rel_namespace(listed) == schema; });
}

}  // namespace forecast_warehouse::postgres
