#pragma once

#include "postgres/server.hpp"

namespace forecast_warehouse::migration {

// Raises while Citus stores the rows of one of the extension's tables elsewhere (55000). A drop would leave
// them on the nodes without an owner. Needs a connection to SPI.
void refuse_distributed(Oid extension);

}  // namespace forecast_warehouse::migration
