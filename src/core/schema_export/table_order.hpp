// The order in which tables can be made: each after those that it refers to.
#pragma once

#include <string>
#include <vector>

#include "core/schema_export/description.hpp"

namespace forecast_warehouse::core::schema_export {

// Puts the tables into that order, by name where there is a choice. Parents come before their children.
// Tables that refer to each other in a ring come by name. Raises where two tables have one name (42P07).
void order_tables(schema_description& schema);

// Whether a foreign key can be made with its table: its target is an earlier table, or the table itself.
[[nodiscard]] bool refers_back(const schema_description& schema, const table_description& table,
                               const constraint_description& key) noexcept;

}  // namespace forecast_warehouse::core::schema_export
