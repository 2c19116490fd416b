#pragma once

#include <string>

namespace forecast_warehouse::schema {

// Warns of the differences between the database and the version that a step starts from. The step goes on: it
// fails only where a difference is in its way. A path of several steps is compared once, before the first,
// and a new extension never. Needs a connection to SPI.
void warn_of_drift(const std::string& from_version);

}  // namespace forecast_warehouse::schema
