#pragma once

#include <string>

#include "core/sql.hpp"

namespace forecast_warehouse::features {

// Whether a row of sales_returns was summed up from till lines. A store with returns only has no row in
// sales_daily for the day, but it has sent its lines. Rows of other reasons come from elsewhere, and prove
// nothing.
inline std::string from_tills(const std::string& row) {
    return core::sql::eq_any(row + ".reason::pg_catalog.text", "'{till,till discount}'::pg_catalog.text[]");
}

}  // namespace forecast_warehouse::features
