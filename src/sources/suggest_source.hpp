#pragma once

#include <optional>
#include <string>

#include "postgres/server.hpp"

namespace forecast_warehouse::sources {

// A call of create_source() that may fit a file. The relation has some of its rows: whole lines in its only
// column, or cells. Without a name the source has that of the relation with _source.
std::string suggest(Oid extension_schema, Oid relation, const std::optional<std::string>& name);

}  // namespace forecast_warehouse::sources
