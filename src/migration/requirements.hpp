#pragma once

#include "core/versions.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::migration {

// Raises unless the data in the extension's schema, and what users built on it, meet all that a step between
// two versions asks for. One error tells everything that is in the way. Changes nothing; needs a connection
// to SPI.
void check_requirements(const core::edge& edge, Oid schema);

}  // namespace forecast_warehouse::migration
