// Types of other databases.
#pragma once

#include <string>
#include <vector>

#include "core/schema_export/description.hpp"
#include "core/schema_export/export_options.hpp"

namespace forecast_warehouse::core::schema_export {

struct foreign_type {
    std::string text;
    std::string loss{};            // the type before, where it was more; empty: it was not
    bool chose_precision = false;  // numeric without precision
};

// The type of a column in DuckDB or Snowflake.
[[nodiscard]] foreign_type type_in(dialect dialect, const std::string& type, const export_options& options);

}  // namespace forecast_warehouse::core::schema_export
