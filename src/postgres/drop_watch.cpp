#include "postgres/drop_watch.hpp"

#include "postgres/enter.hpp"

namespace forecast_warehouse::postgres {
namespace {

object_access_hook_type next_hook = nullptr;
drop_question ask = nullptr;

struct {
    Oid extension = InvalidOid;
    LocalTransactionId transaction = InvalidLocalTransactionId;
    // The subtransaction whose drop was let through: its other objects need no second answer.
    SubTransactionId answered = InvalidSubTransactionId;
} watched;

// A drop locks all that it will delete before it deletes the first object, and nothing else takes this lock
// on an extension.
bool is_doomed(Oid extension) noexcept {
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
    if (access != OAT_DROP || !is_watching() || watched.answered == GetCurrentSubTransactionId() ||
        !is_doomed(watched.extension)) {
        return;
    }
    enter([]() -> Datum {
        ask(watched.extension);
        return Datum{0};
    });
    watched.answered = GetCurrentSubTransactionId();
}

}  // namespace

void follow_drops(drop_question question) {
    ask = question;
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
