#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "core/failure.hpp"
#include "core/load/star.hpp"
#include "core/sql.hpp"
#include "functions/arguments.hpp"
#include "functions/numbers.hpp"
#include "functions/upsert.hpp"
#include "load/memory_feed.hpp"
#include "load/session.hpp"
#include "postgres/guard.hpp"
#include "postgres/setting.hpp"
#include "postgres/spi.hpp"

// upsert_{table}(source, on_reject, on_duplicate): a load from a relation.
// upsert_{table}(column, ...): a load of one row, which is not in the journal.

namespace forecast_warehouse::functions {
namespace {

const char* sql_type(const core::feed_column& column) {
    switch (column.type) {
        case core::value_type::text:
            return "pg_catalog.text";
        case core::value_type::integer:
            return "pg_catalog.int8";
        case core::value_type::decimal:
            return "pg_catalog.numeric";
        case core::value_type::date:
            return "pg_catalog.date";
        case core::value_type::timestamp:
            return "pg_catalog.timestamptz";
        case core::value_type::boolean:
            return "pg_catalog.bool";
    }
    return "";
}

std::string qualified_name(Oid relation) {
    const char* name = postgres::guard([relation]() -> const char* { return get_rel_name(relation); });
    if (name == nullptr) {
        throw core::failure(core::sqlstate::undefined_table,
                            fmt::format("relation with OID {} does not exist", relation),
                            "Name a table, view or foreign table that has the feed's columns.");
    }
    const char* schema = postgres::guard(
        [relation]() -> const char* { return get_namespace_name(get_rel_namespace(relation)); });
    return postgres::quoted(schema, name);
}

bool has_column(Oid relation, const core::feed_column& column) {
    return postgres::guard([&] { return get_attnum(relation, column.name.c_str()); }) > 0;
}

// Type of a source's column.
Oid type_of(Oid relation, const core::feed_column& column) {
    return postgres::guard(
        [&] { return getBaseType(get_atttype(relation, get_attnum(relation, column.name.c_str()))); });
}

void expect_cast(Oid type, const core::feed_column& column, const std::string& source) {
    const Oid wanted = load::arriving_type(column);
    if (!postgres::guard([=] { return can_coerce_type(1, &type, &wanted, COERCION_EXPLICIT); })) {
        const std::string name(postgres::guard([type] { return format_type_be(type); }));
        throw core::failure(
            core::sqlstate::cannot_coerce,
            fmt::format(R"(column "{}" of relation "{}" cannot be cast from type {} to {})", column.name,
                        source, name, postgres::guard([wanted] { return format_type_be(wanted); })),
            "Name a view that casts it.");
    }
}

// The decimal number that a value is written as; a cast of a double to numeric rounds it.
std::string decimal_of(const std::string& value) {
    return fmt::format("CAST(CAST({} AS pg_catalog.text) AS pg_catalog.numeric)", value);
}

bool is_double(Oid type) noexcept {
    return type == FLOAT4OID || type == FLOAT8OID;
}

// A number by its digits as a whole one: a cast would round it.
std::string whole_number(const std::string& value, Oid type) {
    return fmt::format("CAST(CAST(pg_catalog.trim_scale({}) AS pg_catalog.text) AS pg_catalog.int8)",
                       type == NUMERICOID ? value : decimal_of(value));
}

// The day of a point in time. One with a time of day fails as a text that is no date: a cast would drop the
// time.
std::string day_of(const std::string& value, Oid type, const std::string& name) {
    const std::string day = fmt::format("CAST({} AS pg_catalog.date)", value);
    const std::string midnight = fmt::format(
        "CAST({} AS {})", day, type == TIMESTAMPOID ? "pg_catalog.timestamp" : "pg_catalog.timestamptz");
    return fmt::format(
        "CASE WHEN {0} OR {1} IS NULL THEN {2} ELSE "
        R"(CAST(pg_catalog.concat({1}, ' in column "{3}" has a time of day') AS pg_catalog.date) END)",
        core::sql::eq(midnight, value), value, day, name);
}

// A source's column as the feed's, by an expression. It is as strict as COPY: no value is rounded or cut.
std::string read_column(Oid relation, const core::feed_column& column, const std::string& source) {
    const std::string value = fmt::format("source.{}", postgres::quoted(column.name));
    const Oid type = type_of(relation, column);
    expect_cast(type, column, source);
    const Oid wanted = load::arriving_type(column);
    if (wanted == INT8OID && (type == NUMERICOID || type == JSONBOID || is_double(type))) {
        return whole_number(value, type);
    }
    if (wanted == NUMERICOID && is_double(type)) {
        return decimal_of(value);
    }
    if (wanted == DATEOID && (type == TIMESTAMPOID || type == TIMESTAMPTZOID)) {
        return day_of(value, type, column.name);
    }
    if (wanted == BOOLOID && type == INT4OID) {
        return fmt::format("CAST(CAST({} AS pg_catalog.text) AS pg_catalog.bool)", value);
    }
    return fmt::format("CAST({} AS {})", value, sql_type(column));
}

// A column that a source may lack. It is derived, NULL, or keeps its stored value then.
bool may_lack(const core::feed_column& column) {
    return column.missing != core::when_missing::reject;
}

bool keeps_stored_value(const core::feed_column& column) {
    return column.missing == core::when_missing::keep || column.missing == core::when_missing::zero;
}

struct source_query {
    std::string sql;
    core::column_set left_out;
};

// The query that reads a source as the feed's columns, by name.
source_query read_source(const core::feed& feed, Oid relation, const std::string& name) {
    source_query query;
    std::string list;
    for (std::size_t position = 0; position < core::arriving_columns(feed).size(); ++position) {
        const core::feed_column& column = feed.columns[position];
        const bool exists = has_column(relation, column);
        if (!exists && !may_lack(column)) {
            throw core::failure(
                core::sqlstate::undefined_column,
                fmt::format(R"(column "{}" of relation "{}" does not exist)", column.name, name),
                fmt::format("Loads of {} need the columns of {}, by name.", feed.table, feed.view));
        }
        if (!exists && keeps_stored_value(column)) {
            query.left_out.insert(static_cast<int>(position));
        }
        list += list.empty() ? "" : ", ";
        list +=
            exists ? read_column(relation, column, name) : fmt::format("CAST(NULL AS {})", sql_type(column));
    }
    query.sql = fmt::format("SELECT {} FROM {} AS source", list, name);
    return query;
}

load::load_outcome load_from(const core::feed& feed, Oid schema, Oid relation, load::load_options options) {
    options.source = qualified_name(relation);
    const source_query query = read_source(feed, relation, options.source);
    const postgres::arena memory("source");
    const postgres::inside inside(memory);
    load::arrival rows(feed, postgres::tuple_store(load::describe_arriving(feed)));
    postgres::with_spi([&] {
        // Doubles are written with all their digits, whatever the session shows.
        postgres::with_setting("extra_float_digits", "1",
                               [&] { postgres::execute_into(query.sql, rows.store()); });
        rows.record(static_cast<std::int64_t>(postgres::result_rows()), query.left_out);
    });
    load::load_outcome outcome = run_load(load::target(feed, schema), rows, options);
    rows.store().end();
    return outcome;
}

Datum upsert_relation(FunctionCallInfo call, const core::feed& feed) {
    if (!has_argument(call, 0)) {
        throw core::failure(core::sqlstate::null_value_not_allowed, "source must not be NULL",
                            fmt::format("Name a relation that has the columns of {}.", feed.view));
    }
    const auto on_reject = text_argument(call, 1);
    const auto on_duplicate = text_argument(call, 2);
    const load::load_outcome outcome = load_from(
        feed, schema_of(call), DatumGetObjectId(call->args[0].value),
        {on_reject ? load::parse_reject_policy(*on_reject) : load::current_reject_policy(),
         on_duplicate ? load::parse_duplicate_policy(*on_duplicate) : load::current_duplicate_policy(), "",
         GetCurrentTimestamp(), true, load::current_window_ends()});
    load::remember_load(outcome);
    return make_load_result(call, outcome);
}

// The types of a function's arguments, with base types for domains, and how many of the last have a default.
struct signature {
    std::array<Oid, FUNC_MAX_ARGS> types;
    int optional;
};

signature signature_of(FunctionCallInfo call) {
    return postgres::guard([call] {
        HeapTuple tuple = SearchSysCache1(PROCOID, ObjectIdGetDatum(call->flinfo->fn_oid));
        if (!HeapTupleIsValid(tuple)) {
            elog(ERROR, "cache lookup failed for function %u", call->flinfo->fn_oid);
        }
        const auto* function = reinterpret_cast<Form_pg_proc>(GETSTRUCT(tuple));
        signature found{{}, function->pronargdefaults};
        for (int index = 0; index < function->pronargs; ++index) {
            const Oid type = function->proargtypes.values[index];
            // No look-up for a type of the server.
            found.types[static_cast<std::size_t>(index)] =
                type < FirstNormalObjectId ? type : getBaseType(type);
        }
        ReleaseSysCache(tuple);
        return found;
    });
}

bool is_number(const core::feed_column& column) {
    return column.type == core::value_type::integer || column.type == core::value_type::decimal;
}

// Whether a NULL keeps the stored value: where NULL is no value of the column, and where the argument has a
// default.
bool null_keeps(const core::feed_column& column, bool optional) {
    return column.missing == core::when_missing::zero ||
           (optional && column.missing == core::when_missing::keep);
}

Datum upsert_row(FunctionCallInfo call, const core::feed& feed) {
    const postgres::arena memory("row");
    const signature declared = signature_of(call);
    const int first_optional = call->nargs - declared.optional;
    load::load_outcome outcome;
    {
        const postgres::inside inside(memory);
        load::memory_feed row(feed);
        for (int column = 0; column < static_cast<int>(core::arriving_columns(feed).size()); ++column) {
            const core::feed_column& described = feed.columns[static_cast<std::size_t>(column)];
            const bool given = has_argument(call, column);
            const Datum value = given ? call->args[column].value : Datum{0};
            row.add_datum(
                given && is_number(described)
                    ? arriving_number(described, declared.types[static_cast<std::size_t>(column)], value)
                    : value,
                !given);
            if (!given && null_keeps(described, column >= first_optional)) {
                row.leave_out(column);
            }
        }
        outcome = run_load(load::target(feed, schema_of(call)), row.rows(),
                           {load::reject_policy::error, load::duplicate_policy::error, "", 0, false,
                            load::current_window_ends()});
        row.rows().store().end();
    }
    const char* what = outcome.counts.inserted > 0  ? "inserted"
                       : outcome.counts.updated > 0 ? "updated"
                                                    : "unchanged";
    return postgres::guard([what] { return CStringGetTextDatum(what); });
}

// The feed of a table, in the form of the function's schema; names the function where there is none.
const core::feed& feed_of_table(FunctionCallInfo call, std::string_view table) {
    const core::feed* feed = core::find_feed_of_table(table);
    if (feed == nullptr) {
        const std::string name(postgres::guard([call] { return get_func_name(call->flinfo->fn_oid); }));
        throw core::failure(core::sqlstate::object_not_in_prerequisite_state,
                            fmt::format("function {} belongs to no feed", name),
                            "A function upsert_{table} loads the table of its name. Give it its name back.");
    }
    return load::feed_in(*feed, schema_of(call));
}

// The feed of the function that is called, by its name: upsert_sales_daily loads sales_daily.
const core::feed& feed_of_function(FunctionCallInfo call) {
    constexpr std::string_view prefix = "upsert_";
    const std::string_view name(postgres::guard([call] { return get_func_name(call->flinfo->fn_oid); }));
    return feed_of_table(call, name.starts_with(prefix) ? name.substr(prefix.size()) : std::string_view());
}

}  // namespace

Datum upsert_relation_into(FunctionCallInfo call, const char* table) {
    return postgres::enter([=] { return upsert_relation(call, feed_of_table(call, table)); });
}

Datum upsert_row_into(FunctionCallInfo call, const char* table) {
    return postgres::enter([=] { return upsert_row(call, feed_of_table(call, table)); });
}

}  // namespace forecast_warehouse::functions

// The functions of every feed. A script names these symbols for each table, which needs no code of its own:
// CREATE FUNCTION upsert_order_line(...) ... AS 'MODULE_PATHNAME', 'fw_upsert'.
FORECAST_WAREHOUSE_FUNCTION(fw_upsert) {
    namespace functions = forecast_warehouse::functions;
    return forecast_warehouse::postgres::enter(
        [fcinfo] { return functions::upsert_relation(fcinfo, functions::feed_of_function(fcinfo)); });
}

FORECAST_WAREHOUSE_FUNCTION(fw_upsert_row) {
    namespace functions = forecast_warehouse::functions;
    return forecast_warehouse::postgres::enter(
        [fcinfo] { return functions::upsert_row(fcinfo, functions::feed_of_function(fcinfo)); });
}
