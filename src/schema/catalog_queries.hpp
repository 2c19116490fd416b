#pragma once

#include <string>
#include <vector>

namespace forecast_warehouse::schema {

// The queries that return facts of the catalog: kind, object, aspect and value, all texts. Each reads its
// rows in the order in which the objects were created.
//
// $1: the extension. $2: its schema. $3: the names of expected relations. $4: of functions and types.
std::vector<std::string> catalog_queries();

}  // namespace forecast_warehouse::schema
