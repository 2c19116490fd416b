#pragma once

#include "postgres/server.hpp"

namespace forecast_warehouse::migration {

// Refuses to drop the extension while Citus keeps the rows of one of its tables elsewhere: the drop would
// leave them on the nodes, with nothing that knows of them. Needs a connection to SPI.
void refuse_distributed(Oid extension);

}  // namespace forecast_warehouse::migration
