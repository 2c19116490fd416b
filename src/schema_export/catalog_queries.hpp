#pragma once

#include <string>

namespace forecast_warehouse::schema_export {

// Queries of the catalog. $1: OIDs of tables, as an array; $2: the OID of the extension.
std::string query_of_schemas();
std::string query_of_tables();
std::string query_of_columns();
std::string query_of_constraints();
std::string query_of_indexes();
std::string query_of_sequences();
std::string query_of_types();
std::string query_of_domain_checks();

}  // namespace forecast_warehouse::schema_export
