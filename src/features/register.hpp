#pragma once

#include "features/feature_table.hpp"
#include "features/request.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::features {

// Notes in feature_set what was built, in the name of that table's owner: whoever builds needs no right on
// it, and cannot forge what was built. Runs within a connection to SPI.
void record(Oid schema, const request& request, const feature_table& table);

}  // namespace forecast_warehouse::features
