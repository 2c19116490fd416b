#pragma once

#include "load/arrival.hpp"
#include "load/target.hpp"
#include "load/write_outcome.hpp"

namespace forecast_warehouse::load {

// Warns when a load of stores or products has inserted codes that differ from others only by blanks or by
// case: they are taken for different stores, and nobody meant that.
//
// This reads the table, so it is left out where the table is much larger than the load: many small loads must
// not take time by the square of the rows. A role that may not read the whole table is not warned. Needs a
// connection to SPI.
void warn_of_similar_codes(const target& target, arrival& arrival, const load_counts& counts);

}  // namespace forecast_warehouse::load
