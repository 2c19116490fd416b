#pragma once

#include "postgres/server.hpp"

namespace forecast_warehouse::functions {

// All reasons to refuse a drop that takes the extension along. Nothing is gone yet, and all that will go is
// locked.
void refuse_loss(Oid extension);

}  // namespace forecast_warehouse::functions
