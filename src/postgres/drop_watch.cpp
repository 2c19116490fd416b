#include "postgres/drop_watch.hpp"

#include "postgres/enter.hpp"

namespace forecast_warehouse::postgres {
namespace {

object_access_hook_type next_hook = nullptr;
drop_check check_drop = nullptr;

struct {
    Oid extension = InvalidOid;
    LocalTransactionId transaction = InvalidLocalTransactionId;
    // The subtransaction whose drop was allowed. Its other objects need no second check.
    SubTransactionId allowed = InvalidSubTransactionId;
} watched;

// A drop locks all its objects before it deletes the first one. No other statement takes this lock on an
// extension.
bool is_being_dropped(Oid extension) noexcept {
    LOCKTAG tag;
    SET_LOCKTAG_OBJECT(tag, MyDatabaseId, ExtensionRelationId, extension, 0);
    return holds_lock(&tag, AccessExclusiveLock);
}

bool is_watching() noexcept {
    return OidIsValid(watched.extension) && watched.transaction == local_transaction();
}

void on_access(ObjectAccessType access, Oid catalog, Oid object, int part, void* details) {
    if (next_hook != nullptr) {
        next_hook(access, catalog, object, part, details);
    }
    if (access != OAT_DROP || !is_watching() || watched.allowed == GetCurrentSubTransactionId() ||
        !is_being_dropped(watched.extension)) {
        return;
    }
    enter([]() -> Datum {
        check_drop(watched.extension);
        return Datum{0};
    });
    watched.allowed = GetCurrentSubTransactionId();
}

}  // namespace

void follow_drops(drop_check check) {
    check_drop = check;
    next_hook = object_access_hook;
    object_access_hook = on_access;
}

void watch_drops(Oid extension) noexcept {
    const LocalTransactionId transaction = local_transaction();
    if (watched.extension != extension || watched.transaction != transaction) {
        watched = {extension, transaction, InvalidSubTransactionId};
    }
}

}  // namespace forecast_warehouse::postgres
