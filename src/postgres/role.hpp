#pragma once

#include <string>
#include <utility>

#include "postgres/guard.hpp"
#include "postgres/pinned_relation.hpp"
#include "postgres/plain_relation.hpp"
#include "postgres/server.hpp"
#include "postgres/setting.hpp"

namespace forecast_warehouse::postgres {

// Owner of a relation.
inline Oid owner_of(Oid relation) {
    return guard([relation] {
        HeapTuple tuple = SearchSysCache1(RELOID, ObjectIdGetDatum(relation));
        if (!HeapTupleIsValid(tuple)) {
            ereport(ERROR, (errcode(ERRCODE_UNDEFINED_TABLE),
                            errmsg("relation with OID %u does not exist", relation)));
        }
        const Oid owner = (reinterpret_cast<Form_pg_class>(GETSTRUCT(tuple)))->relowner;
        ReleaseSysCache(tuple);
        return owner;
    });
}

// Runs a body as another role, in a security-restricted operation. become_owner() is the way in.
template <class Body>
void take_role(Oid role, Body&& body) {
    Oid caller = InvalidOid;
    int context = 0;
    GetUserIdAndSecContext(&caller, &context);
    SetUserIdAndSecContext(
        role, context | SECURITY_LOCAL_USERID_CHANGE | SECURITY_RESTRICTED_OPERATION | SECURITY_NOFORCE_RLS);
    std::forward<Body>(body)();
    SetUserIdAndSecContext(caller, context);
}

// Runs a body as the owner of a relation. The owner may have put code into it: triggers, checks, casts, index
// expressions. So this is a security-restricted operation under a fixed search_path, as CREATE INDEX is: that
// code gets neither the caller's rights nor the caller's settings, now or at the end of the transaction.
//
// doc/security.md lists every caller. When the body throws, the abort of the (sub)transaction restores the
// role and the setting.
template <class Body>
void become_owner(Oid relation, Body&& body) {
    const Oid owner = owner_of(relation);
    with_setting("search_path", "pg_catalog, pg_temp", [&] { take_role(owner, std::forward<Body>(body)); });
}

// The same for a body that runs one statement on the relation, which names it: nothing else may be found
// under the name.
template <class Body>
void as_owner(Oid relation, const std::string& sql, Body&& body) {
    const pinned_relation pin(relation, sql);
    become_owner(relation, std::forward<Body>(body));
}

// The same for an INSERT. Where it evaluates nothing that the owner wrote, nothing looks at the search_path:
// to set it would take longer than a small INSERT.
template <class Body>
void insert_as_owner(Oid table, const std::string& sql, Body&& body) {
    if (!runs_no_code(table)) {
        as_owner(table, sql, std::forward<Body>(body));
        return;
    }
    const pinned_relation pin(table, sql);
    take_role(owner_of(table), std::forward<Body>(body));
}

// The same for a superuser, whom the owner's code must never run as. Other callers stay who they are: they
// see what they may read themselves.
template <class Body>
void unless_superuser(Oid relation, const std::string& sql, Body&& body) {
    if (guard([] { return superuser(); })) {
        as_owner(relation, sql, std::forward<Body>(body));
    } else {
        std::forward<Body>(body)();
    }
}

}  // namespace forecast_warehouse::postgres
