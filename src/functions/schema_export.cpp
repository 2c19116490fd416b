#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "core/failure.hpp"
#include "core/schema_export/ddl_text.hpp"
#include "core/schema_export/export_options.hpp"
#include "core/text.hpp"
#include "functions/arguments.hpp"
#include "postgres/datums.hpp"
#include "postgres/guard.hpp"
#include "postgres/spi.hpp"
#include "schema_export/catalog_reader.hpp"
#include "schema_export/chosen_tables.hpp"

// schema_ddl() and schema_models(): the tables of the warehouse as text for another place.

namespace forecast_warehouse::functions {
namespace {

namespace exports = core::schema_export;

// The members of a JSON object. Runs inside with_spi().
std::vector<exports::given_option> options_argument(FunctionCallInfo call, int index) {
    std::vector<exports::given_option> given;
    if (!has_argument(call, index)) {
        return given;
    }
    const Datum value = call->args[index].value;
    postgres::query("SELECT pg_catalog.jsonb_typeof($1)", postgres::arguments().add(JSONBOID, value));
    if (postgres::result_text(0, 1) != "object") {
        throw core::failure(core::sqlstate::invalid_parameter_value, "options is no JSON object",
                            R"(Give an object, such as {"schema": "shop"}.)");
    }
    postgres::query(
        "SELECT e.key, pg_catalog.jsonb_typeof(e.value), e.value OPERATOR(pg_catalog.#>>) '{}' "
        "FROM pg_catalog.jsonb_each($1) AS e",
        postgres::arguments().add(JSONBOID, value));
    for (std::uint64_t row = 0; row < postgres::result_rows(); ++row) {
        given.push_back({postgres::result_text(row, 1).value_or(""),
                         postgres::result_text(row, 2).value_or(""),
                         postgres::result_text(row, 3).value_or("null")});
    }
    postgres::free_result();
    return given;
}

exports::schema_description description_of(FunctionCallInfo call, const exports::export_options& options,
                                           schema_export::naming naming) {
    const auto names = texts_argument(call, 1, "tables", "Leave tables out to export all of them.");
    return schema_export::read_catalog(schema_export::choose_tables(names, options), naming);
}

exports::exported_text ddl_text(FunctionCallInfo call) {
    const exports::dialect dialect = exports::read_dialect(
        required_text(call, 0, "dialect", "Dialects are postgresql, snowflake and duckdb."));
    const exports::export_options options = exports::read_options(dialect, options_argument(call, 2));
    const exports::schema_description described =
        description_of(call, options, schema_export::naming::without_schema);
    switch (dialect) {
        case exports::dialect::duckdb:
            return exports::write_duckdb(described, options);
        case exports::dialect::snowflake:
            return exports::write_snowflake(described, options);
        default:
            return exports::write_postgresql(described, options.schema);
    }
}

exports::exported_text models_text(FunctionCallInfo call) {
    const std::string format = required_text(call, 0, "format", "The format is sqlalchemy.");
    if (format != "sqlalchemy") {
        throw core::failure(core::sqlstate::invalid_parameter_value,
                            fmt::format("format {} does not exist", core::quoted(format)),
                            "The format is sqlalchemy.");
    }
    const exports::export_options options = exports::read_model_options(options_argument(call, 2));
    return exports::write_sqlalchemy(description_of(call, options, schema_export::naming::with_schema),
                                     options.schema);
}

// The warnings are in the text, too.
Datum text_with_warnings(const exports::exported_text& made) {
    if (!made.warnings.empty()) {
        const std::string count = core::counted(static_cast<std::int64_t>(made.warnings.size()), "warning");
        postgres::guard([text = count.c_str()] {
            ereport(NOTICE, (errmsg("the text begins with %s", text),
                             errdetail("They name what it does not keep of the tables.")));
        });
    }
    return postgres::text_datum(made.text);
}

template <class Write>
Datum export_text(FunctionCallInfo call, const Write& write) {
    exports::exported_text made;
    postgres::with_spi([&] { made = write(call); });
    return text_with_warnings(made);
}

}  // namespace
}  // namespace forecast_warehouse::functions

FORECAST_WAREHOUSE_FUNCTION(fw_schema_ddl) {
    namespace functions = forecast_warehouse::functions;
    return forecast_warehouse::postgres::enter(
        [fcinfo] { return functions::export_text(fcinfo, functions::ddl_text); });
}

FORECAST_WAREHOUSE_FUNCTION(fw_schema_models) {
    namespace functions = forecast_warehouse::functions;
    return forecast_warehouse::postgres::enter(
        [fcinfo] { return functions::export_text(fcinfo, functions::models_text); });
}
