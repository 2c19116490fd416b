#pragma once

#include "adoption/mapping.hpp"

namespace forecast_warehouse::adoption {

// Guesses which tables and columns of a schema give ours: by names, by foreign keys, and by their values.
// Needs a connection to SPI.
mapping propose(const old_schema& old, Oid schema);

}  // namespace forecast_warehouse::adoption
