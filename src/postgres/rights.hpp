#pragma once

#include <string>
#include <vector>

#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {

// Whether the current role has all of the privileges on a whole table.
bool has_privileges(Oid table, AclMode privileges);

// Raises the server's own error unless the current role has a privilege on a table, or on each column. A
// column that the table lacks raises no error here.
void require_privilege(Oid table, AclMode privilege, const std::vector<std::string>& columns);

}  // namespace forecast_warehouse::postgres
