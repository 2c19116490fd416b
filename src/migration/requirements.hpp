#pragma once

#include "core/versions.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::migration {

// Raises unless all requirements of a step between two versions are met. One error reports all that are not,
// with the SQLSTATE of a single one, or 55000. Changes nothing. Needs a connection to SPI.
void check_requirements(const core::edge& edge, Oid schema);

}  // namespace forecast_warehouse::migration
