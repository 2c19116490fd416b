#pragma once

#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {

// Makes a plan depend on a table that a function in the query reads as the caller: on its definition and on
// the role. If a policy applies that must not run in a worker, the plan has no workers. Runs inside a guard.
void plan_with_table(PlannerInfo* plan, Oid table);

// Adds a hint to an error that only a parallel worker raises. For functions that are PARALLEL SAFE, but read
// tables with policies of row-level security.
void explain_worker_error(ErrorData* error);

}  // namespace forecast_warehouse::postgres
