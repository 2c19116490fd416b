#pragma once

#include "load/arrival.hpp"
#include "load/target.hpp"
#include "load/write_outcome.hpp"

namespace forecast_warehouse::load {

// Warns when a load of stores or products has inserted codes that differ from others only by blanks or by
// case. They count as different stores, which is hardly meant.
//
// This reads the table. So it is left out where the table is much larger than the load. Otherwise the time of
// many small loads would grow by the square of the rows. A role that may not read the whole table is not
// warned. Needs a connection to SPI.
void warn_of_similar_codes(const target& target, arrival& arrival, const load_counts& counts);

}  // namespace forecast_warehouse::load
