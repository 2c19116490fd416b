#include "core/schema_export/foreign_types.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

#include "core/schema_export/type_name.hpp"

namespace forecast_warehouse::core::schema_export {
namespace {

constexpr int most_digits = 38;

struct type_pair {
    std::string_view from;
    std::string_view duckdb;
    std::string_view snowflake;
};

constexpr std::array known_types{
    type_pair{"smallint", "SMALLINT", "SMALLINT"},
    type_pair{"integer", "INTEGER", "INTEGER"},
    type_pair{"bigint", "BIGINT", "BIGINT"},
    type_pair{"oid", "BIGINT", "BIGINT"},
    type_pair{"real", "REAL", "REAL"},
    type_pair{"double precision", "DOUBLE", "DOUBLE"},
    type_pair{"boolean", "BOOLEAN", "BOOLEAN"},
    type_pair{"date", "DATE", "DATE"},
    type_pair{"time without time zone", "TIME", "TIME"},
    type_pair{"timestamp without time zone", "TIMESTAMP", "TIMESTAMP_NTZ"},
    type_pair{"uuid", "UUID", "VARCHAR"},
    type_pair{"json", "JSON", "VARIANT"},
    type_pair{"jsonb", "JSON", "VARIANT"},
    type_pair{"bytea", "BLOB", "BINARY"},
    type_pair{"text", "VARCHAR", "VARCHAR"},
    type_pair{"name", "VARCHAR", "VARCHAR"},
};

foreign_type of_numeric(dialect dialect, const type_name& type, const export_options& options) {
    const char* name = dialect == dialect::duckdb ? "DECIMAL" : "NUMBER";
    if (type.modifiers.empty()) {
        return {fmt::format("{}({}, {})", name, options.precision, options.scale), {}, true};
    }
    const int scale = type.modifiers.size() > 1 ? type.modifiers[1] : 0;
    // numeric(5,-2) has seven digits before the point, and numeric(3,5) five behind it.
    const int precision =
        std::min(std::max(type.modifiers[0] - std::min(scale, 0), std::max(scale, 0)), most_digits);
    foreign_type made{fmt::format("{}({}, {})", name, precision, std::clamp(scale, 0, precision))};
    if (type.modifiers[0] > most_digits || scale < 0 || scale > type.modifiers[0]) {
        made.loss = fmt::format("was numeric({},{})", type.modifiers[0], scale);
    }
    return made;
}

foreign_type of_text(dialect dialect, const type_name& type) {
    // DuckDB takes a length and does not check it.
    if (type.modifiers.empty() || dialect == dialect::duckdb) {
        return {"VARCHAR"};
    }
    return {fmt::format("VARCHAR({})", type.modifiers[0])};
}

foreign_type of_array(dialect dialect, const std::string& element, const export_options& options) {
    if (dialect == dialect::snowflake) {
        return {"ARRAY", fmt::format("was {}[]", element)};
    }
    foreign_type made = type_in(dialect, element, options);
    made.text += "[]";
    return made;
}

}  // namespace

foreign_type type_in(dialect dialect, const std::string& type, const export_options& options) {
    const type_name parts = parse_type(type);
    if (parts.is_array) {
        return of_array(dialect, type.substr(0, type.find("[]")), options);
    }
    if (parts.name == "numeric") {
        return of_numeric(dialect, parts, options);
    }
    if (is_text(parts)) {
        return of_text(dialect, parts);
    }
    if (parts.name == "timestamp with time zone") {
        return {dialect == dialect::duckdb ? "TIMESTAMPTZ" : options.zoned_type};
    }
    const auto* const found = std::find_if(known_types.begin(), known_types.end(),
                                           [&](const type_pair& each) { return each.from == parts.name; });
    if (found != known_types.end()) {
        return {std::string(dialect == dialect::duckdb ? found->duckdb : found->snowflake)};
    }
    return {"VARCHAR", fmt::format("was {}", type)};
}

}  // namespace forecast_warehouse::core::schema_export
