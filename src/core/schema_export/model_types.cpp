#include "core/schema_export/model_types.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

#include "core/schema_export/python_text.hpp"
#include "core/schema_export/type_name.hpp"

namespace forecast_warehouse::core::schema_export {
namespace {

struct known_type {
    std::string_view name;
    std::string_view python;
    std::string_view sql;
};

constexpr std::array model_types{
    known_type{"smallint", "int", "sa.SmallInteger()"},
    known_type{"integer", "int", "sa.Integer()"},
    known_type{"bigint", "int", "sa.BigInteger()"},
    known_type{"oid", "int", "pg.OID()"},
    known_type{"real", "float", "sa.REAL()"},
    known_type{"double precision", "float", "sa.Double()"},
    known_type{"boolean", "bool", "sa.Boolean()"},
    known_type{"date", "datetime.date", "sa.Date()"},
    known_type{"time without time zone", "datetime.time", "sa.Time()"},
    known_type{"interval", "datetime.timedelta", "pg.INTERVAL()"},
    known_type{"uuid", "uuid.UUID", "sa.Uuid()"},
    known_type{"json", "Any", "sa.JSON()"},
    known_type{"jsonb", "Any", "pg.JSONB()"},
    known_type{"bytea", "bytes", "sa.LargeBinary()"},
    known_type{"text", "str", "sa.Text()"},
};

std::string with_modifiers(const char* name, const type_name& type) {
    return fmt::format("{}({})", name, fmt::join(type.modifiers, ", "));
}

model_type of_timestamp(const type_name& type, bool zoned) {
    std::string arguments = zoned ? "timezone=True" : "";
    if (type.modifiers.empty()) {
        return {"datetime.datetime", fmt::format("sa.DateTime({})", arguments)};
    }
    return {"datetime.datetime", fmt::format("pg.TIMESTAMP({}{}precision={})", arguments, zoned ? ", " : "",
                                             type.modifiers.front())};
}

model_type of_enum(const column_description& column) {
    std::string arguments;
    for (const std::string& each : column.labels) {
        arguments += python_string(each) + ", ";
    }
    return {"str", fmt::format("pg.ENUM({}name={}, inherit_schema=True)", arguments,
                               python_string(column.enum_name))};
}

model_type of_text(const std::string& text) {
    const type_name type = parse_type(text);
    if (type.is_array) {
        const model_type element = of_text(text.substr(0, text.find("[]")));
        return {fmt::format("list[{}]", element.python), fmt::format("pg.ARRAY({})", element.sql),
                element.comparable};
    }
    if (type.name == "numeric") {
        return {"decimal.Decimal", with_modifiers("sa.Numeric", type)};
    }
    if (type.name == "character varying") {
        return {"str", with_modifiers("sa.String", type)};
    }
    if (type.name == "character") {
        return {"str", with_modifiers("sa.CHAR", type)};
    }
    if (type.name.starts_with("timestamp ")) {
        return of_timestamp(type, type.name == "timestamp with time zone");
    }
    const auto* const found = std::find_if(model_types.begin(), model_types.end(),
                                           [&](const known_type& each) { return each.name == type.name; });
    if (found == model_types.end() || !type.modifiers.empty()) {
        return {"Any", "sa.types.NullType()", false};
    }
    return {std::string(found->python), std::string(found->sql)};
}

}  // namespace

model_type model_type_of(const column_description& column) {
    if (!column.labels.empty()) {
        return of_enum(column);
    }
    model_type made = of_text(column.plain_type);
    made.comparable = made.comparable && column.plain_type == column.type;
    return made;
}

}  // namespace forecast_warehouse::core::schema_export
