// Expressions for other databases.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "core/schema_export/description.hpp"
#include "core/schema_export/export_options.hpp"

namespace forecast_warehouse::core::schema_export {

// The surroundings of an expression.
struct expression_context {
    dialect to;
    const export_options* options;
    const table_description* table;
    std::function<std::string(std::string_view name)> quote;
};

// The same expression for DuckDB or Snowflake. No value where it has something that is not known to mean the
// same there.
[[nodiscard]] std::optional<std::string> translate(const std::string& expression,
                                                   const expression_context& context);

// A string of SQL. Snowflake reads backslashes in it as escapes.
[[nodiscard]] std::string literal(dialect dialect, std::string_view text);

}  // namespace forecast_warehouse::core::schema_export
