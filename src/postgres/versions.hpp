#pragma once

// What differs between the PostgreSQL versions that we support, and nothing else. Included by server.hpp,
// last.

#if PG_VERSION_NUM < 150000
#error "forecast_warehouse needs PostgreSQL 15 or newer"
#endif

#include <cstdint>

extern "C" {
#include "access/transam.h"
}

namespace forecast_warehouse::postgres {

#if PG_VERSION_NUM < 150001
// 15.0 has it by another name.
inline void InitMaterializedSRF(FunctionCallInfo call, bits32 flags) {
    SetSingleFuncCall(call, flags);
}
#endif

// Whether the current role owns an object, directly or as a member; runs inside a guard.
inline bool owns(Oid catalog, Oid object) {
#if PG_VERSION_NUM >= 160000
    return object_ownercheck(catalog, object, GetUserId());
#else
    switch (catalog) {
        case ExtensionRelationId:
            return pg_extension_ownercheck(object, GetUserId());
        case NamespaceRelationId:
            return pg_namespace_ownercheck(object, GetUserId());
        default:
            return pg_class_ownercheck(object, GetUserId());
    }
#endif
}

// How many transactions that wrote have ended since the server started, as far as this process can see.
inline std::uint64_t ended_transactions() {
#if PG_VERSION_NUM >= 170000
    return TransamVariables->xactCompletionCount;
#else
    return ShmemVariableCache->xactCompletionCount;
#endif
}

}  // namespace forecast_warehouse::postgres
