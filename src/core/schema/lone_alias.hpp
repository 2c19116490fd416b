#pragma once

#include <string>

namespace forecast_warehouse::core::schema {

// A query of one relation, without the relation's alias before its columns: "SELECT s.code FROM store s;"
// becomes "SELECT code FROM store s;". PostgreSQL 15 writes the alias, and newer servers do not. Another
// query, as it is.
std::string without_lone_alias(const std::string& query);

}  // namespace forecast_warehouse::core::schema
