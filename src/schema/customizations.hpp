#pragma once

#include <vector>

#include "core/schema/differences.hpp"
#include "core/schema/fact.hpp"
#include "schema/catalog.hpp"

namespace forecast_warehouse::schema {

// Takes the indexes and checks that users noted out of the differences, and adds what they noted and what is
// missing. A caller who may not read the notes sees all differences. Needs a connection to SPI.
void regard_customizations(const installation& installation, const core::schema::facts& found,
                           std::vector<core::schema::difference>& differences);

}  // namespace forecast_warehouse::schema
