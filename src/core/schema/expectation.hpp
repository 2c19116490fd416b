#pragma once

#include <string_view>

#include "core/schema/fact.hpp"

namespace forecast_warehouse::core::schema {

// The facts that a fresh installation of a version makes in a schema, in an order of creation. Empty for an
// unknown version. schema: its name in SQL.
facts expected_facts(std::string_view version, std::string_view schema);

}  // namespace forecast_warehouse::core::schema
