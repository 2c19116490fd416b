#pragma once

#include <vector>

#include "core/schema_export/description.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::schema_export {

// How definitions name tables and types: with their schema, or without it where they are exported.
enum class naming { with_schema, without_schema };

// Describes tables as the catalog has them, in an order in which they can be made. Runs inside with_spi().
core::schema_export::schema_description read_catalog(const std::vector<Oid>& tables, naming naming);

}  // namespace forecast_warehouse::schema_export
