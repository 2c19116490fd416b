#pragma once

#include "postgres/server.hpp"

namespace forecast_warehouse::features {

// Raises unless the tables have all columns that features are built from, with types that can be read. See
// postgres::expect_shape. exogenous: whether prices, promotions, stock and calendar are read, too.
void expect_shapes(Oid schema, bool exogenous);

// The same for signals.
void expect_shape_of_signals(Oid schema);

// Whether quantities are decimal. In older versions of the tables they are integers.
bool has_decimal_quantities(Oid schema);

}  // namespace forecast_warehouse::features
