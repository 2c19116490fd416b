#pragma once

#include "postgres/server.hpp"

namespace forecast_warehouse::migration {

// Whether a DROP EXTENSION, DROP SCHEMA or DROP OWNED that is about to run would take the extension along.
// Needs a connection to SPI.
bool takes_along(Oid extension, Node* statement);

}  // namespace forecast_warehouse::migration
