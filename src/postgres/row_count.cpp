#include "postgres/row_count.hpp"

#include "postgres/guard.hpp"

// All functions in here run inside a guard.

namespace forecast_warehouse::postgres {
namespace {

// The number of a boolean column that is stored in the rows. InvalidAttrNumber: it does not exist.
AttrNumber stored_flag(Relation table, const char* name) {
    const AttrNumber none = InvalidAttrNumber;
    const AttrNumber number = name == nullptr ? none : get_attnum(RelationGetRelid(table), name);
    if (number <= 0) {
        return none;
    }
    const Form_pg_attribute form = TupleDescAttr(table->rd_att, number - 1);
    return form->atttypid == BOOLOID && is_stored(form) ? number : none;
}

bool is_set(TupleTableSlot* row, AttrNumber flag) {
    if (flag == InvalidAttrNumber) {
        return false;
    }
    bool is_null = false;
    const Datum value = slot_getattr(row, flag, &is_null);
    return !is_null && DatumGetBool(value);
}

std::int64_t count_in(Relation table, Snapshot snapshot, const char* except) {
    const AttrNumber flag = stored_flag(table, except);
    TupleTableSlot* row = table_slot_create(table, nullptr);
    TableScanDesc scan = table_beginscan(table, snapshot, 0, nullptr);
    std::int64_t rows = 0;
    while (table_scan_getnextslot(scan, ForwardScanDirection, row)) {
        CHECK_FOR_INTERRUPTS();
        rows += is_set(row, flag) ? 0 : 1;
    }
    table_endscan(scan);
    ExecDropSingleTupleTableSlot(row);
    return rows;
}

bool holds_rows(Relation table) {
    const char kind = table->rd_rel->relkind;
    return kind == RELKIND_RELATION || kind == RELKIND_MATVIEW;
}

}  // namespace

std::int64_t count_stored_rows(Oid table, const char* except) {
    return guard([=] {
        Snapshot snapshot = RegisterSnapshot(GetLatestSnapshot());
        const bool divided = get_rel_relkind(table) == RELKIND_PARTITIONED_TABLE;
        List* parts = divided ? find_all_inheritors(table, AccessShareLock, nullptr) : list_make1_oid(table);
        std::int64_t rows = 0;
        for (int index = 0; index < list_length(parts); ++index) {
            Relation part = table_open(list_nth_oid(parts, index), AccessShareLock);
            rows += holds_rows(part) ? count_in(part, snapshot, except) : 0;
            table_close(part, NoLock);
        }
        UnregisterSnapshot(snapshot);
        return rows;
    });
}

}  // namespace forecast_warehouse::postgres
