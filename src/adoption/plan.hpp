#pragma once

#include <string>
#include <vector>

#include "adoption/texts.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::adoption {

// The rows of adoption_plan(). checks: whether the rows are loaded and rolled back, to count the rejects.
// Needs a connection to SPI.
std::vector<text_row> plan(const std::string& schema_name, Oid schema, bool checks);

}  // namespace forecast_warehouse::adoption
