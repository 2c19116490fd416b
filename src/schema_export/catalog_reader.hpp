#pragma once

#include <vector>

#include "core/schema_export/description.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::schema_export {

// Describes tables as the catalog has them, in an order in which they can be made. Names in definitions have
// no schema where they mean an exported table, or a type beside one. Runs inside with_spi().
core::schema_export::schema_description read_catalog(const std::vector<Oid>& tables);

}  // namespace forecast_warehouse::schema_export
