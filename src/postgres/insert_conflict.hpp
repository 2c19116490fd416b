#pragma once

#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {

// The triggers of a view do not see the ON CONFLICT clause of the INSERT that fires them. The plan has it.
// The executor gives the plan to a hook before it fires the triggers AFTER the statement.

// Whether an INSERT has ON CONFLICT DO NOTHING. Called by a trigger AFTER the statement. row_trigger: the
// flinfo of a row trigger that the INSERT has called. A statement may have several INSERTs into one view.
// False for COPY.
bool does_nothing_on_conflict(const FmgrInfo* row_trigger) noexcept;

// Installs the hook; called once, when the library is loaded.
void follow_statements();

}  // namespace forecast_warehouse::postgres
