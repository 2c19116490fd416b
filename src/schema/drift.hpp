#pragma once

#include <vector>

#include "core/schema/differences.hpp"

namespace forecast_warehouse::schema {

// The differences between the database and what the installed version makes, in an order in which their
// remedies can run. Reads the catalog only. Needs a connection to SPI.
std::vector<core::schema::difference> drift();

}  // namespace forecast_warehouse::schema
