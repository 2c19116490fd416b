#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/schema_export/export_options.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::schema_export {

// The tables to export: those of the extension, or the named ones, and the tables of users that the options
// add. Raises for a name that is no table (42P01, 42809). They stay locked against changes until the end of
// the transaction. Runs inside with_spi().
std::vector<Oid> choose_tables(const std::optional<std::vector<std::string>>& names,
                               const core::schema_export::export_options& options);

}  // namespace forecast_warehouse::schema_export
