#pragma once

#include <string>
#include <utility>

#include "postgres/guard.hpp"
#include "postgres/pinned_relation.hpp"
#include "postgres/plain_relation.hpp"
#include "postgres/server.hpp"
#include "postgres/setting.hpp"

namespace forecast_warehouse::postgres {

// Owner of a relation. Raises when it does not exist (42P01).
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

// Runs a body as another role, in a security-restricted operation. Called by become_owner().
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

// Runs a body as the owner of a relation. The owner may have put code into it: triggers, checks, casts,
// index expressions. So this is a security-restricted operation under a fixed search_path, like CREATE
// INDEX. That code never gets the caller's rights or settings, also not at the end of the transaction.
//
// doc/security.md lists every caller. When the body throws, the abort of the (sub)transaction restores the
// role and the setting.
template <class Body>
void become_owner(Oid relation, Body&& body) {
    const Oid owner = owner_of(relation);
    with_setting("search_path", "pg_catalog, pg_temp", [&] { take_role(owner, std::forward<Body>(body)); });
}

// The same for a body that runs one statement on the relation. No other relation may be found by the name in
// the statement.
template <class Body>
void as_owner(Oid relation, const std::string& sql, Body&& body) {
    const pinned_relation pin(relation, sql);
    become_owner(relation, std::forward<Body>(body));
}

// The same for an INSERT. Where it evaluates no code of the owner, the search_path does not matter, and is
// not set. Setting it would take longer than a small INSERT.
template <class Body>
void insert_as_owner(Oid table, const std::string& sql, Body&& body) {
    if (!runs_no_code(table)) {
        as_owner(table, sql, std::forward<Body>(body));
        return;
    }
    const pinned_relation pin(table, sql);
    take_role(owner_of(table), std::forward<Body>(body));
}

// The same if the caller is a superuser, because code of the owner must never run as superuser. Other
// callers keep their role: they see the rows that they may read.
template <class Body>
void unless_superuser(Oid relation, const std::string& sql, Body&& body) {
    if (guard([] { return superuser(); })) {
        as_owner(relation, sql, std::forward<Body>(body));
    } else {
        std::forward<Body>(body)();
    }
}

}  // namespace forecast_warehouse::postgres
