#pragma once

#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {

// Whether an INSERT into a table evaluates no code of its owner. Such code is a trigger, rule, check,
// generated column, index expression, or type of the owner. A default is code unless it is the next value of
// a sequence. Locks the table as the INSERT does, so that the answer stays valid.
bool runs_no_code(Oid table);

}  // namespace forecast_warehouse::postgres
