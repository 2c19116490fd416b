#pragma once

#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {

// The extension, as the catalog has it; InvalidOid when this database has none.
Oid our_extension();

// Whether a relation belongs to the extension. Any role may make a table or view of the same name and
// columns; only members are written in another role's name, and only their triggers load.
bool is_member(Oid relation);

// Raises unless a relation belongs to the extension.
void require_member(Oid relation);

// Makes the session follow changes of relations; once, when the library is loaded.
void follow_members();

}  // namespace forecast_warehouse::postgres
