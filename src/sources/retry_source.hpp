#pragma once

#include "load/load.hpp"
#include "load/retry.hpp"

namespace forecast_warehouse::sources {

// Loads the rows of load_reject that a load through a source has set aside. row_data has them as texts of the
// file, so the source reads them again. It reads the rows of stores and products that it made, too.
//
// Raises where the source does not exist any more, or has changed so that it cannot read them, or where the
// caller may not use it.
load::load_outcome retry_rejects(Oid extension_schema, const load::retried_batch& batch);

}  // namespace forecast_warehouse::sources
