#pragma once

#include "postgres/server.hpp"

namespace forecast_warehouse::functions {

// Raises where a drop of the extension must be refused: distributed tables or rows (55000). No object is
// dropped yet, and all of them are locked.
void refuse_loss(Oid extension);

}  // namespace forecast_warehouse::functions
