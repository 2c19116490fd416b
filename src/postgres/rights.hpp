#pragma once

#include <string>
#include <vector>

#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {

// Raises the server's own error unless the current role has a privilege on a table, or on each of the
// columns. A column that the table lacks is left to those who read or write it.
void require_privilege(Oid table, AclMode privilege, const std::vector<std::string>& columns);

}  // namespace forecast_warehouse::postgres
