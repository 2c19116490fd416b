#pragma once

#include "features/feature_request.hpp"
#include "features/feature_table.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::features {

// Inserts a row about a built table into feature_set, as the owner of feature_set. So the caller needs no
// privilege on it, and cannot write false rows. Runs within a connection to SPI.
void record(Oid schema, const feature_request& request, const feature_table& table);

}  // namespace forecast_warehouse::features
