#pragma once

#include <utility>

#include "postgres/guard.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {

// Owner of a table.
inline Oid owner_of(Oid relation) {
    return guard([relation] {
        HeapTuple tuple = SearchSysCache1(RELOID, ObjectIdGetDatum(relation));
        if (!HeapTupleIsValid(tuple)) {
            elog(ERROR, "cache lookup failed for relation %u", relation);
        }
        const Oid owner = (reinterpret_cast<Form_pg_class>(GETSTRUCT(tuple)))->relowner;
        ReleaseSysCache(tuple);
        return owner;
    });
}

// Runs a body in another role's name. When it throws, the role is left to the abort, which restores it.
template <class Body>
void as_role(Oid role, Body&& body) {
    Oid caller = InvalidOid;
    int context = 0;
    GetUserIdAndSecContext(&caller, &context);
    SetUserIdAndSecContext(role, context | SECURITY_LOCAL_USERID_CHANGE | SECURITY_NOFORCE_RLS);
    std::forward<Body>(body)();
    SetUserIdAndSecContext(caller, context);
}

}  // namespace forecast_warehouse::postgres
