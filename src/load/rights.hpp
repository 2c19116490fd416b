#pragma once

#include "load/arrival.hpp"
#include "load/target.hpp"

namespace forecast_warehouse::load {

// Raises unless the current role may do what a load of the target does with good rows: select, insert and
// update. Asked before anything is locked, counted or written to the journal, whatever rows there are.
void require_rights(const target& target, const arrival& arrival);

}  // namespace forecast_warehouse::load
