// The options of an export.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace forecast_warehouse::core::schema_export {

enum class dialect { postgresql, duckdb, snowflake };

// Reads the name of a dialect. Raises for another one (22023).
[[nodiscard]] dialect read_dialect(std::string_view name);

// How checks come to Snowflake.
enum class check_style { emitted, commented, omitted };

struct export_options {
    std::string schema{};  // the schema to make the tables in; empty: the current one
    int precision = 38;    // of numeric without one
    int scale = 10;
    bool numeric_chosen = false;
    std::string zoned_type = "TIMESTAMP_LTZ";  // Snowflake's type for timestamps with time zone
    check_style checks = check_style::emitted;
    bool clusters = false;       // CLUSTER BY for facts
    bool customizations = true;  // companion tables of the exported ones
    bool referring = false;      // tables of users that refer to the exported ones
};

// An option as JSON has it. kind: string, boolean, number, ...
struct given_option {
    std::string name;
    std::string kind;
    std::string value;
};

// Reads the options of schema_ddl(). Raises for one that the dialect does not have, or a wrong value (22023).
[[nodiscard]] export_options read_options(dialect dialect, std::span<const given_option> given);

// Reads the options of schema_models(): schema, customizations and referring.
[[nodiscard]] export_options read_model_options(std::span<const given_option> given);

}  // namespace forecast_warehouse::core::schema_export
