#pragma once

#include <cstdint>

#include "features/feature_request.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::features {

// Makes and fills a feature table as the caller, and records it in feature_set. schema: that of the
// extension. Returns the number of rows.
std::int64_t build(Oid schema, const feature_request& asked);

}  // namespace forecast_warehouse::features
