#pragma once

#include <functional>

#include "postgres/server.hpp"

namespace forecast_warehouse::functions {

// Raises unless a script of the extension calls (55000). Code of the owner runs inside a script too, as the
// owner: it must not call these functions.
void require_script();

Oid schema_of_script();

// Runs a body as the owner of a relation. Raises when code of the owner changed the schema or the members of
// the extension (55000). Needs a connection to SPI.
void run_as_owner(Oid relation, const std::function<void()>& body);

}  // namespace forecast_warehouse::functions
