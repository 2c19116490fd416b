#pragma once

#include <string>
#include <vector>

#include "adoption/texts.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::adoption {

// Puts the old tables of a schema back into their place, with the rows that were written since the swap.
// Returns the rows of undo_adoption(). Needs a connection to SPI.
std::vector<text_row> undo(const std::string& schema_name, Oid schema);

}  // namespace forecast_warehouse::adoption
