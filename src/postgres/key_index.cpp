#include "postgres/key_index.hpp"

#include "postgres/citus_table.hpp"
#include "postgres/guard.hpp"
#include "postgres/table_facts.hpp"

namespace forecast_warehouse::postgres {
namespace {

// An open table with the index of its key; everything in here runs inside a guard.
struct key_scan {
    Relation heap;
    Relation index;
    AttrNumber attribute;
    IndexScanDesc scan;
    TupleTableSlot* row;
    ScanKeyData wanted;
};

// Whether a column has the type, and its values are stored. The server computes the values of others.
bool holds(Relation heap, AttrNumber attribute, Oid type) {
    if (attribute <= InvalidAttrNumber) {
        return false;
    }
    Form_pg_attribute form = TupleDescAttr(RelationGetDescr(heap), attribute - 1);
    return form->attgenerated == '\0' &&
           (form->atttypid == type || (type == TEXTOID && form->atttypid == VARCHAROID));
}

bool is_index_of(Relation index, AttrNumber attribute, Oid type) {
    Form_pg_index form = index->rd_index;
    return index->rd_opcintype[0] == type && form->indisunique && form->indimmediate && form->indisvalid &&
           form->indnkeyatts == 1 && form->indkey.values[0] == attribute &&
           index->rd_rel->relam == BTREE_AM_OID &&
           heap_attisnull(index->rd_indextuple, Anum_pg_index_indpred, nullptr);
}

// Opens the index by which the key is found; NULL: there is none.
Relation open_index(Relation heap, AttrNumber attribute, Oid type) {
    List* indexes = RelationGetIndexList(heap);
    for (int number = 0; number < list_length(indexes); ++number) {
        Relation index = index_open(list_nth_oid(indexes, number), AccessShareLock);
        if (is_index_of(index, attribute, type)) {
            return index;
        }
        index_close(index, NoLock);
    }
    return nullptr;
}

// False: the rows must be read by SQL.
bool open(key_scan& scan, const key_column& key, LOCKMODE lock, bool as_reader) {
    scan.heap = table_open(key.relation, lock);
    scan.attribute = column_number(RelationGetDescr(scan.heap), key.name);
    const bool plain = is_plain_table(scan.heap) && scan.heap->rd_rel->relam == HEAP_TABLE_AM_OID &&
                       !is_citus_table(key.relation) && holds(scan.heap, scan.attribute, key.type);
    scan.index = plain && (!as_reader || may_read_all(key.relation))
                     ? open_index(scan.heap, scan.attribute, key.type)
                     : nullptr;
    if (scan.index == nullptr) {
        table_close(scan.heap, NoLock);
        return false;
    }
    const Oid type = scan.index->rd_opcintype[0];
    const Oid equal = get_opfamily_member(scan.index->rd_opfamily[0], type, type, BTEqualStrategyNumber);
    ScanKeyEntryInitialize(&scan.wanted, 0, 1, BTEqualStrategyNumber, type, scan.index->rd_indcollation[0],
                           get_opcode(equal), Datum{0});
    // So that rows which this command has written are seen.
    CommandCounterIncrement();
    PushActiveSnapshot(GetTransactionSnapshot());
    scan.row = table_slot_create(scan.heap, nullptr);
    scan.scan = begin_index_scan(scan.heap, scan.index, GetActiveSnapshot(), 1);
    return true;
}

bool find(key_scan& scan, Datum key) {
    CHECK_FOR_INTERRUPTS();
    scan.wanted.sk_argument = key;
    index_rescan(scan.scan, &scan.wanted, 1, nullptr, 0);
    return index_getnext_slot(scan.scan, ForwardScanDirection, scan.row);
}

void close(key_scan& scan) {
    ExecDropSingleTupleTableSlot(scan.row);
    index_endscan(scan.scan);
    PopActiveSnapshot();
    index_close(scan.index, NoLock);
    table_close(scan.heap, NoLock);
}

bool has_key(key_scan& scan, Datum key) {
    bool is_null = false;
    const Datum value = slot_getattr(scan.row, scan.attribute, &is_null);
    return !is_null &&
           DatumGetBool(FunctionCall2Coll(&scan.wanted.sk_func, scan.wanted.sk_collation, value, key));
}

// Locks the latest version of the row just found, as nodeLockRows.c does. False: it is gone, or has another
// key by now.
bool lock(key_scan& scan, Datum key) {
    TM_FailureData failure{};
    ItemPointerData tid = scan.row->tts_tid;
    const bool follow = !IsolationUsesXactSnapshot();
    const auto flags = static_cast<std::uint8_t>(TUPLE_LOCK_FLAG_LOCK_UPDATE_IN_PROGRESS |
                                                 (follow ? TUPLE_LOCK_FLAG_FIND_LAST_VERSION : 0));
    switch (table_tuple_lock(scan.heap, &tid, GetActiveSnapshot(), scan.row, GetCurrentCommandId(true),
                             LockTupleKeyShare, LockWaitBlock, flags, &failure)) {
        case TM_Ok:
            return !failure.traversed || has_key(scan, key);
        case TM_Updated:
        case TM_Deleted:
            if (!follow) {
                ereport(ERROR, (errcode(ERRCODE_T_R_SERIALIZATION_FAILURE),
                                errmsg("could not serialize access due to concurrent update")));
            }
            return false;
        default:
            return false;
    }
}

}  // namespace

bool find_by_key(const key_column& key, const char* column, const std::vector<Datum>& keys,
                 std::vector<std::int64_t>& found, std::int64_t missing) {
    found.assign(keys.size(), missing);
    return guard([&] {
        key_scan scan{};
        if (!open(scan, key, AccessShareLock, true)) {
            return false;
        }
        const AttrNumber wanted =
            column == nullptr ? scan.attribute : column_number(RelationGetDescr(scan.heap), column);
        if (column != nullptr && !holds(scan.heap, wanted, INT4OID)) {
            close(scan);
            return false;
        }
        for (std::size_t index = 0; index < keys.size(); ++index) {
            if (find(scan, keys[index])) {
                bool is_null = false;
                const Datum value = slot_getattr(scan.row, wanted, &is_null);
                found[index] = is_null ? missing : column == nullptr ? 1 : DatumGetInt32(value);
            }
        }
        close(scan);
        return true;
    });
}

bool lock_by_key(const key_column& key, const std::vector<Datum>& keys, std::vector<bool>& exists) {
    exists.assign(keys.size(), false);
    return guard([&] {
        key_scan scan{};
        if (!open(scan, key, RowShareLock, false)) {
            return false;
        }
        for (std::size_t index = 0; index < keys.size(); ++index) {
            exists[index] = find(scan, keys[index]) && lock(scan, keys[index]);
        }
        close(scan);
        return true;
    });
}

}  // namespace forecast_warehouse::postgres
