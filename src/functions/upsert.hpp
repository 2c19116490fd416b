#pragma once

#include "postgres/server.hpp"

namespace forecast_warehouse::functions {

// The bodies of upsert_{table}(source, on_reject, on_duplicate) and upsert_{table}(column, ...) for a given
// table, under enter().
Datum upsert_relation_into(FunctionCallInfo call, const char* table);
Datum upsert_row_into(FunctionCallInfo call, const char* table);

}  // namespace forecast_warehouse::functions
