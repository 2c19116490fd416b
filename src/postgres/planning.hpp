#pragma once

#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {

// Makes a plan depend on a table that a function in the query reads in the caller's name: on its definition
// and on the role, and without workers where a policy that applies must not run in one. Runs inside a guard.
void plan_with_table(PlannerInfo* plan, Oid table);

// Adds a hint to an error that only a parallel worker raises; for functions that are PARALLEL SAFE
// themselves, and read what a policy of row-level security guards.
void explain_worker_error(ErrorData* error);

}  // namespace forecast_warehouse::postgres
