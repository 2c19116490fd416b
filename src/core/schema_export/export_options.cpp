#include "core/schema_export/export_options.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "core/failure.hpp"
#include "core/text.hpp"

namespace forecast_warehouse::core::schema_export {
namespace {

constexpr std::array<std::string_view, 3> common{"customizations", "referring", "schema"};
constexpr std::array<std::string_view, 4> of_duckdb{"customizations", "numeric", "referring", "schema"};
constexpr std::array<std::string_view, 7> of_snowflake{"checks",    "cluster", "customizations", "numeric",
                                                       "referring", "schema",  "timestamptz"};

[[noreturn]] void refuse(const given_option& option, const std::string& hint) {
    throw failure(sqlstate::invalid_parameter_value,
                  fmt::format("option {} has the wrong value {}", core::quoted(option.name),
                              core::quoted(option.value)),
                  hint);
}

const std::string& text_of(const given_option& option, const std::string& hint) {
    if (option.kind != "string" || option.value.empty()) {
        refuse(option, hint);
    }
    return option.value;
}

bool truth_of(const given_option& option) {
    if (option.kind != "boolean") {
        refuse(option, "Give true or false.");
    }
    return option.value == "true";
}

void read_numeric(const given_option& option, export_options& into) {
    constexpr const char* hint =
        R"(Give precision and scale, such as "38,10". The precision is at most 38, the scale at most the precision.)";
    const std::string& text = text_of(option, hint);
    const char* const end = text.data() + text.size();
    const auto precision = std::from_chars(text.data(), end, into.precision);
    if (precision.ec != std::errc{} || precision.ptr == end || *precision.ptr != ',') {
        refuse(option, hint);
    }
    const char* second = precision.ptr + 1;
    while (second != end && *second == ' ') {
        ++second;
    }
    const auto scale = std::from_chars(second, end, into.scale);
    if (scale.ec != std::errc{} || scale.ptr != end || into.precision < 1 || into.precision > 38 ||
        into.scale < 0 || into.scale > into.precision) {
        refuse(option, hint);
    }
    into.numeric_chosen = true;
}

void read_zoned_type(const given_option& option, export_options& into) {
    constexpr std::array<std::string_view, 3> types{"TIMESTAMP_LTZ", "TIMESTAMP_NTZ", "TIMESTAMP_TZ"};
    constexpr const char* hint = "Types are TIMESTAMP_LTZ, TIMESTAMP_NTZ and TIMESTAMP_TZ.";
    std::string text = text_of(option, hint);
    std::transform(text.begin(), text.end(), text.begin(), [](char each) {
        return each >= 'a' && each <= 'z' ? static_cast<char>(each - 'a' + 'A') : each;
    });
    if (std::find(types.begin(), types.end(), text) == types.end()) {
        refuse(option, hint);
    }
    into.zoned_type = text;
}

void read_checks(const given_option& option, export_options& into) {
    constexpr const char* hint = R"(Give "emit", "comment" or "omit".)";
    const std::string& text = text_of(option, hint);
    if (text == "emit") {
        into.checks = check_style::emitted;
    } else if (text == "comment") {
        into.checks = check_style::commented;
    } else if (text == "omit") {
        into.checks = check_style::omitted;
    } else {
        refuse(option, hint);
    }
}

void read_option(const given_option& option, export_options& into) {
    if (option.name == "schema") {
        into.schema = text_of(option, "Give the name of a schema.");
    } else if (option.name == "customizations") {
        into.customizations = truth_of(option);
    } else if (option.name == "referring") {
        into.referring = truth_of(option);
    } else if (option.name == "numeric") {
        read_numeric(option, into);
    } else if (option.name == "timestamptz") {
        read_zoned_type(option, into);
    } else if (option.name == "checks") {
        read_checks(option, into);
    } else {
        into.clusters = truth_of(option);
    }
}

export_options read_known(std::span<const std::string_view> known, std::span<const given_option> given) {
    export_options options;
    for (const given_option& each : given) {
        if (std::find(known.begin(), known.end(), each.name) == known.end()) {
            throw failure(sqlstate::invalid_parameter_value,
                          fmt::format("option {} does not exist here", core::quoted(each.name)),
                          fmt::format("Options are {}.", fmt::join(known, ", ")));
        }
        read_option(each, options);
    }
    return options;
}

}  // namespace

dialect read_dialect(std::string_view name) {
    if (name == "postgresql") {
        return dialect::postgresql;
    }
    if (name == "duckdb") {
        return dialect::duckdb;
    }
    if (name == "snowflake") {
        return dialect::snowflake;
    }
    throw failure(sqlstate::invalid_parameter_value,
                  fmt::format("dialect {} does not exist", core::quoted(name)),
                  "Dialects are postgresql, snowflake and duckdb.");
}

export_options read_options(dialect dialect, std::span<const given_option> given) {
    switch (dialect) {
        case dialect::duckdb:
            return read_known(of_duckdb, given);
        case dialect::snowflake:
            return read_known(of_snowflake, given);
        default:
            return read_known(common, given);
    }
}

export_options read_model_options(std::span<const given_option> given) {
    return read_known(common, given);
}

}  // namespace forecast_warehouse::core::schema_export
