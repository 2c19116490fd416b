#pragma once

#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {

// The triggers of a view do not see the ON CONFLICT clause of the INSERT that fires them. It is in the plan,
// and the executor hands the plan to a hook before it fires the triggers AFTER the statement.

// Whether an INSERT says ON CONFLICT DO NOTHING. Asked by a trigger AFTER the statement; row_trigger is what
// a row trigger of the INSERT was called by (flinfo): a statement may hold several INSERTs into one view.
// False for COPY.
bool does_nothing_on_conflict(const FmgrInfo* row_trigger) noexcept;

// Asks the executor to tell of statements; once, when the library is loaded.
void follow_statements();

}  // namespace forecast_warehouse::postgres
