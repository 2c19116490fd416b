#pragma once

#include <vector>

#include "core/schema/differences.hpp"
#include "schema/catalog.hpp"

namespace forecast_warehouse::schema {

// The differences between the database and what the installed version makes, in an order in which their
// remedies can run. Reads the catalog, and the notes of customisations. Needs a connection to SPI.
std::vector<core::schema::difference> drift();

// The same for another version: a step asks for the version that it starts from. Both the look-up of the
// installation and this call need the settings of texts.
std::vector<core::schema::difference> drift_from(const installation& here);

}  // namespace forecast_warehouse::schema
