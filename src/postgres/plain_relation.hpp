#pragma once

#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {

// Whether an INSERT into a table evaluates nothing that its owner wrote: no trigger, rule, check, generated
// column, index expression, type of the owner's, and no default but the next value of a sequence. Locks the
// table as the INSERT does, so that it stays so.
bool runs_no_code(Oid table);

}  // namespace forecast_warehouse::postgres
