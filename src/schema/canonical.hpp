#pragma once

#include <optional>
#include <string>

namespace forecast_warehouse::schema {

// A query as the server writes it after it has parsed it. Two texts of one query, of different servers or
// before and after a dump, become the same. No value where the query does not parse. Runs nothing.
std::optional<std::string> canonical_query(const std::string& sql);

}  // namespace forecast_warehouse::schema
