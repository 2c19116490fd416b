#pragma once

#include <functional>

#include "postgres/server.hpp"

namespace forecast_warehouse::functions {

// Raises unless a script of the extension calls. Code of the owner's runs inside a script too, as the owner:
// it must not come back in.
void require_script();

Oid schema_of_script();

// Runs a body as the owner of a relation, and raises when code of the owner's changed the schema or the
// members of the extension meanwhile. Needs a connection to SPI.
void run_as_owner(Oid relation, const std::function<void()>& body);

}  // namespace forecast_warehouse::functions
