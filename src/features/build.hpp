#pragma once

#include <cstdint>

#include "features/request.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::features {

// Makes and fills a feature table, in the caller's name, and notes it in feature_set. schema: that of the
// extension. Returns how many rows it has.
std::int64_t build(Oid schema, const request& request);

}  // namespace forecast_warehouse::features
