#pragma once

// The differences between the supported versions of PostgreSQL, and nothing else. Included last by
// server.hpp.

#if PG_VERSION_NUM < 150000
#error "forecast_warehouse needs PostgreSQL 15 or newer"
#endif

#include <cstdint>

extern "C" {
#include "access/genam.h"
#include "catalog/pg_extension.h"
#include "commands/alter.h"
#include "utils/fmgroids.h"
#include "access/nbtree.h"
#include "access/tableam.h"
#include "access/transam.h"
#include "storage/proc.h"
}

namespace forecast_warehouse::postgres {

#if PG_VERSION_NUM < 150001
// 15.0 has another name for it.
inline void InitMaterializedSRF(FunctionCallInfo call, bits32 flags) {
    SetSingleFuncCall(call, flags);
}
constexpr bits32 MAT_SRF_USE_EXPECTED_DESC = SRF_SINGLE_USE_EXPECTED;
#endif

// Walks the parts of an expression, before and after its analysis. Older servers declare the walker without
// its arguments. Both run inside a guard.
using tree_walker = bool (*)(Node*, void*);
inline bool walk_raw(Node* node, tree_walker walker, void* context) {
#if PG_VERSION_NUM >= 160000
    return raw_expression_tree_walker(node, walker, context);
#else
    return raw_expression_tree_walker(
        node, reinterpret_cast<bool (*)()>(reinterpret_cast<void (*)()>(walker)), context);
#endif
}
inline bool walk_analysed(Node* node, tree_walker walker, void* context) {
#if PG_VERSION_NUM >= 160000
    return expression_tree_walker(node, walker, context);
#else
    return expression_tree_walker(node, reinterpret_cast<bool (*)()>(reinterpret_cast<void (*)()>(walker)),
                                  context);
#endif
}

// Whether a role may create objects in a schema. Runs inside a guard.
inline bool may_create_in(Oid schema, Oid role) {
#if PG_VERSION_NUM >= 160000
    return object_aclcheck(NamespaceRelationId, schema, role, ACL_CREATE) == ACLCHECK_OK;
#else
    return pg_namespace_aclcheck(schema, role, ACL_CREATE) == ACLCHECK_OK;
#endif
}

// The schema of an extension. Runs inside a guard.
inline Oid schema_of_extension(Oid extension) {
#if PG_VERSION_NUM >= 160000
    return get_extension_schema(extension);
#else
    Relation catalog = table_open(ExtensionRelationId, AccessShareLock);
    ScanKeyData key{};
    ScanKeyInit(&key, Anum_pg_extension_oid, BTEqualStrategyNumber, F_OIDEQ, ObjectIdGetDatum(extension));
    SysScanDesc scan = systable_beginscan(catalog, ExtensionOidIndexId, true, nullptr, 1, &key);
    HeapTuple tuple = systable_getnext(scan);
    const Oid schema = HeapTupleIsValid(tuple)
                           ? (reinterpret_cast<Form_pg_extension>(GETSTRUCT(tuple)))->extnamespace
                           : InvalidOid;
    systable_endscan(scan);
    table_close(catalog, AccessShareLock);
    return schema;
#endif
}

// Gives an object another owner, without a look-up by name. Runs inside a guard.
inline void change_owner(Oid catalog, Oid object, Oid owner) {
#if PG_VERSION_NUM >= 170000
    AlterObjectOwner_internal(catalog, object, owner);
#else
    Relation rows = table_open(catalog, RowExclusiveLock);
    AlterObjectOwner_internal(rows, object, owner);
    table_close(rows, RowExclusiveLock);
#endif
}

// Whether a column's values are stored in the rows. Newer servers compute virtual columns when they are
// read.
inline bool is_stored([[maybe_unused]] Form_pg_attribute attribute) {
#if PG_VERSION_NUM >= 180000
    return attribute->attgenerated != ATTRIBUTE_GENERATED_VIRTUAL;
#else
    return true;
#endif
}

// Whether a table has generated columns, stored or virtual.
inline bool has_generated_columns(TupleDesc row) noexcept {
#if PG_VERSION_NUM >= 180000
    return row->constr != nullptr &&
           (row->constr->has_generated_stored || row->constr->has_generated_virtual);
#else
    return row->constr != nullptr && row->constr->has_generated_stored;
#endif
}

// Whether the server checks a constraint in new rows.
inline bool is_enforced([[maybe_unused]] const ConstrCheck& check) noexcept {
#if PG_VERSION_NUM >= 180000
    return check.ccenforced;
#else
    return true;
#endif
}

// The number of transactions with writes that have ended since the server started, as this process sees it.
inline std::uint64_t ended_transactions() {
#if PG_VERSION_NUM >= 170000
    return TransamVariables->xactCompletionCount;
#else
    return ShmemVariableCache->xactCompletionCount;
#endif
}

// The local number of the current transaction.
inline LocalTransactionId local_transaction() {
#if PG_VERSION_NUM >= 170000
    return MyProc->vxid.lxid;
#else
    return MyProc->lxid;
#endif
}

// Whether the current transaction holds a lock in this mode.
inline bool holds_lock(const LOCKTAG* tag, LOCKMODE mode) {
#if PG_VERSION_NUM >= 170000
    return LockHeldByMe(tag, mode, false);
#else
    return LockHeldByMe(tag, mode);
#endif
}

// Begins an index scan. The caller sets its keys by index_rescan. Runs inside a guard.
inline IndexScanDesc begin_index_scan(Relation heap, Relation index, Snapshot snapshot, int keys) {
#if PG_VERSION_NUM >= 180000
    return index_beginscan(heap, index, snapshot, nullptr, keys, 0);
#else
    return index_beginscan(heap, index, snapshot, keys, 0);
#endif
}

// Finds the leaf page for a new entry, locked for writing. Runs inside a guard.
inline BTStack search_leaf(Relation index, Relation heap, BTScanInsert key, Buffer* buffer) {
#if PG_VERSION_NUM >= 170000
    return _bt_search(index, heap, key, buffer, BT_WRITE);
#elif PG_VERSION_NUM >= 160000
    return _bt_search(index, heap, key, buffer, BT_WRITE, nullptr);
#else
    (void)heap;
    return _bt_search(index, key, buffer, BT_WRITE, nullptr);
#endif
}

// The largest possible entry of a B-tree.
inline Size largest_entry([[maybe_unused]] Page page) {  // NOLINT(readability-non-const-parameter)
#if PG_VERSION_NUM >= 180000
    return BTMaxItemSize;
#else
    return BTMaxItemSize(page);
#endif
}

// The result of update_tuple().
enum class replaced : std::uint8_t { in_place, moved, lost };

// Replaces a tuple. A moved one needs an entry in every index, all of which are B-trees. Lost: another
// session changed the tuple first. Runs inside a guard.
inline replaced update_tuple(Relation heap, ItemPointer tid, TupleTableSlot* row, CommandId command,
                             Snapshot snapshot) {
    TM_FailureData failure{};
    LockTupleMode mode = LockTupleNoKeyExclusive;
#if PG_VERSION_NUM >= 160000
    TU_UpdateIndexes indexes = TU_None;
    constexpr TU_UpdateIndexes every_index = TU_All;
#else
    bool indexes = false;
    constexpr bool every_index = true;
#endif
    if (table_tuple_update(heap, tid, row, command, snapshot, InvalidSnapshot, true, &failure, &mode,
                           &indexes) != TM_Ok) {
        return replaced::lost;
    }
    return indexes == every_index ? replaced::moved : replaced::in_place;
}

}  // namespace forecast_warehouse::postgres
