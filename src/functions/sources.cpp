#include <array>

#include <fmt/format.h>

#include "core/failure.hpp"
#include "core/text.hpp"
#include "functions/arguments.hpp"
#include "load/target.hpp"
#include "postgres/datums.hpp"
#include "postgres/guard.hpp"
#include "postgres/rights.hpp"
#include "sources/create_source.hpp"
#include "sources/load_source.hpp"
#include "sources/suggest_source.hpp"
#include "sources/unknown_keys.hpp"

// create_source(), drop_source(), describe_source(), load_source() and suggest_source().

namespace forecast_warehouse::functions {
namespace {

// A jsonb argument as text.
std::string json_argument(FunctionCallInfo call, int index) {
    if (!has_argument(call, index)) {
        return "{}";
    }
    const Datum value = call->args[index].value;
    return postgres::guard(
        [=]() -> const char* { return DatumGetCString(DirectFunctionCall1(jsonb_out, value)); });
}

Datum create_source(FunctionCallInfo call) {
    const auto columns = texts_argument(call, 2, "columns", "Name all columns of the file, in its order.");
    if (!columns) {
        throw core::failure(core::sqlstate::null_value_not_allowed, "columns must not be NULL",
                            "Name all columns of the file, in its order.");
    }
    return postgres::text_datum(
        sources::create(schema_of(call),
                        {required_text(call, 0, "name", "Give the source a name."),
                         required_text(call, 1, "feed", "Give the name of a feed, such as sales_daily_feed."),
                         *columns, json_argument(call, 3), json_argument(call, 4)}));
}

Oid view_of_argument(FunctionCallInfo call) {
    const std::string name = required_text(call, 0, "name", "Give the name of a source.");
    const Oid view = sources::view_named(name);
    if (!OidIsValid(view)) {
        throw core::failure(core::sqlstate::undefined_table,
                            fmt::format("source {} does not exist", core::quoted(name)),
                            "Make it by create_source(), or write the schema before the name.");
    }
    return view;
}

// A role that may load by a view may know how it reads a file.
void require_use(Oid view) {
    if (!sources::may_use(view)) {
        postgres::require_privilege(view, ACL_SELECT, {});
    }
}

Datum optional_datum(const std::optional<std::string>& text, bool& is_null) {
    is_null = !text;
    return text ? postgres::text_datum(*text) : Datum{0};
}

std::string format_of_numbers(const core::number_format& format) {
    std::string text =
        fmt::format("decimal_mark {}", core::quoted(std::string_view(&format.decimal_mark, 1)));
    if (!format.grouping_mark.empty()) {
        text += fmt::format(", grouping_mark {}", core::quoted(format.grouping_mark));
    }
    for (const std::string& each : format.strip) {
        text += fmt::format(", strip {}", core::quoted(each));
    }
    return text;
}

std::optional<std::string> format_of(const core::feed_column& column, const core::source_options& options) {
    switch (column.type) {
        case core::value_type::integer:
        case core::value_type::decimal:
            return format_of_numbers(options.numbers);
        case core::value_type::date:
            return options.day ? options.day->pattern() : "YYYY-MM-DD";
        case core::value_type::timestamp:
            return options.moment ? options.moment->pattern() : "YYYY-MM-DD HH24:MI:SS";
        default:
            return std::nullopt;
    }
}

// A row for each column that rows are read for. prefix: of the columns of a dimension.
void put_columns(FunctionCallInfo call, const sources::file_reader& described, const std::string& prefix) {
    const sources::source& from = described.from();
    for (std::size_t index = 0; index < core::arriving_columns(*from.feed).size(); ++index) {
        const core::feed_column& column = from.feed->columns[index];
        std::array<bool, 4> nulls{};
        std::array<Datum, 4> values{postgres::text_datum(prefix + column.name),
                                    postgres::text_datum(std::string(postgres::guard([&]() -> const char* {
                                        return format_type_be(load::arriving_type(column));
                                    }))),
                                    optional_datum(described.expression_of(index), nulls[2]),
                                    optional_datum(format_of(column, from.options), nulls[3])};
        put_row(call, values.data(), nulls.data());
    }
}

Datum describe_source(FunctionCallInfo call) {
    const Oid view = view_of_argument(call);
    require_use(view);
    const sources::source found = sources::source_of_view(schema_of(call), view);
    postgres::guard([call] { InitMaterializedSRF(call, MAT_SRF_USE_EXPECTED_DESC); });
    Relation relation = postgres::guard([view] { return relation_open(view, AccessShareLock); });
    const auto described = sources::reader_of(found, relation);
    const auto made = sources::made_dimensions(*described, schema_of(call));
    postgres::guard([relation] { relation_close(relation, NoLock); });
    put_columns(call, *described, "");
    for (const sources::made_dimension& each : made) {
        put_columns(call, *each.reader, each.feed->table + ".");
    }
    return Datum{0};
}

Datum load_source(FunctionCallInfo call) {
    if (!has_argument(call, 1)) {
        throw core::failure(core::sqlstate::null_value_not_allowed, "relation must not be NULL",
                            "Name a table or view that has the columns of the file.");
    }
    const Oid view = view_of_argument(call);
    require_use(view);
    return make_load_result(
        call, sources::load_relation(schema_of(call), view, DatumGetObjectId(call->args[1].value)));
}

Datum suggest_source(FunctionCallInfo call) {
    if (!has_argument(call, 0)) {
        throw core::failure(core::sqlstate::null_value_not_allowed, "relation must not be NULL",
                            "Name a table that has lines of the file, or its cells.");
    }
    return postgres::text_datum(
        sources::suggest(schema_of(call), DatumGetObjectId(call->args[0].value), text_argument(call, 1)));
}

}  // namespace
}  // namespace forecast_warehouse::functions

FORECAST_WAREHOUSE_FUNCTION(fw_create_source) {
    return forecast_warehouse::postgres::enter(
        [fcinfo] { return forecast_warehouse::functions::create_source(fcinfo); });
}

FORECAST_WAREHOUSE_FUNCTION(fw_drop_source) {
    namespace functions = forecast_warehouse::functions;
    return forecast_warehouse::postgres::enter([fcinfo] {
        forecast_warehouse::sources::drop(
            functions::schema_of(fcinfo),
            functions::required_text(fcinfo, 0, "name", "Give the name of a source."));
        return Datum{0};
    });
}

FORECAST_WAREHOUSE_FUNCTION(fw_describe_source) {
    return forecast_warehouse::postgres::enter(
        [fcinfo] { return forecast_warehouse::functions::describe_source(fcinfo); });
}

FORECAST_WAREHOUSE_FUNCTION(fw_load_source) {
    return forecast_warehouse::postgres::enter(
        [fcinfo] { return forecast_warehouse::functions::load_source(fcinfo); });
}

FORECAST_WAREHOUSE_FUNCTION(fw_suggest_source) {
    return forecast_warehouse::postgres::enter(
        [fcinfo] { return forecast_warehouse::functions::suggest_source(fcinfo); });
}
