#pragma once

#include "core/features/feature_settings.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::features {

// Raises unless the tables have all columns that features are built from, with types that can be read. See
// postgres::expect_shape. The settings say which of the tables are read.
void expect_shapes(Oid schema, const core::feature_settings& settings);

// The same for the tables that say which days are unknown.
void expect_shapes_of_unknown_days(Oid schema);

// The same for signals.
void expect_shape_of_signals(Oid schema);

// Whether quantities are decimal. In older versions of the tables they are integers.
bool has_decimal_quantities(Oid schema);

}  // namespace forecast_warehouse::features
