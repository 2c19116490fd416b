#pragma once

#include <string>
#include <vector>

#include "core/features/feature_settings.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::features {

// The signals of some names, and whether each is known ahead. Runs within a connection to SPI.
//
// Raises core::failure for a name that is given twice or has no row (22023). Also for a signal that is known
// ahead in some rows only (55000).
[[nodiscard]] std::vector<core::feature_signal> find_signals(Oid schema,
                                                             const std::vector<std::string>& names);

}  // namespace forecast_warehouse::features
