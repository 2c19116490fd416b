#pragma once

#include <cstdint>

#include "load/load.hpp"

namespace forecast_warehouse::load {

// Loads the rows of load_reject that a load has set aside, by the rules of the load's feed and under
// quarantine. Rows that are accepted leave load_reject. Others stay there with their new reason.
//
// Runs as the caller, who needs SELECT on load_batch and load_reject. Retries wait for each other.
load_outcome retry_rejects(Oid schema, std::int64_t batch);

}  // namespace forecast_warehouse::load
