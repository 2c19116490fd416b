#pragma once

#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {

// The OID of the extension. InvalidOid when this database does not have it.
Oid our_extension();

// Whether a relation belongs to the extension. Any role may create a table or view of the same name and
// columns. Only members are written as another role, and only their triggers load.
bool is_member(Oid relation);

// Raises unless a relation belongs to the extension (42809).
void require_member(Oid relation);

// Makes the session follow changes of relations. Called once, when the library is loaded.
void follow_members();

}  // namespace forecast_warehouse::postgres
