#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "core/failure.hpp"
#include "functions/arguments.hpp"
#include "functions/numbers.hpp"
#include "load/memory_feed.hpp"
#include "load/session.hpp"
#include "postgres/guard.hpp"
#include "postgres/spi.hpp"

// upsert_{table}(source, on_reject, on_duplicate): a load from a relation.
// upsert_{table}(column, ...): a load of one row, without a trace in the journal.

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
    const std::string name(column.name);
    return postgres::guard([&] { return get_attnum(relation, name.c_str()); }) > 0;
}

// Type of a source's column.
Oid type_of(Oid relation, const core::feed_column& column) {
    const std::string name(column.name);
    return postgres::guard(
        [&] { return getBaseType(get_atttype(relation, get_attnum(relation, name.c_str()))); });
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

// A source's column as the feed's, by an expression. A number goes by its digits into an integer column: a
// cast would round it.
std::string read_column(Oid relation, const core::feed_column& column, const std::string& source) {
    const std::string value = fmt::format("source.{}", postgres::quoted(std::string(column.name)));
    const Oid type = type_of(relation, column);
    expect_cast(type, column, source);
    if (column.type != core::value_type::integer ||
        (type != NUMERICOID && type != FLOAT4OID && type != FLOAT8OID)) {
        return fmt::format("CAST({} AS {})", value, sql_type(column));
    }
    const std::string digits =
        type == NUMERICOID ? value
                           : fmt::format("CAST(CAST({} AS pg_catalog.text) AS pg_catalog.numeric)", value);
    return fmt::format("CAST(CAST(pg_catalog.trim_scale({}) AS pg_catalog.text) AS pg_catalog.int8)", digits);
}

// A column that a source may lack: what is missing then is derived, kept or NULL.
bool may_lack(const core::feed_column& column) {
    return column.missing != core::when_missing::reject;
}

bool keeps_standing_value(const core::feed_column& column) {
    return column.missing == core::when_missing::keep || column.missing == core::when_missing::zero;
}

struct source_query {
    std::string sql;
    load::arrival::column_mask left_out = 0;
};

// The query that reads a source as the feed's columns, by name.
source_query read_source(const core::feed& feed, Oid relation, const std::string& name) {
    source_query query;
    std::string list;
    for (std::size_t place = 0; place < core::arriving_columns(feed).size(); ++place) {
        const core::feed_column& column = feed.columns[place];
        const bool there = has_column(relation, column);
        if (!there && !may_lack(column)) {
            throw core::failure(
                core::sqlstate::undefined_column,
                fmt::format(R"(column "{}" of relation "{}" does not exist)", column.name, name),
                fmt::format("Loads of {} need the columns of {}, by name.", feed.table, feed.view));
        }
        if (!there && keeps_standing_value(column)) {
            query.left_out |= 1 << place;
        }
        list += list.empty() ? "" : ", ";
        list +=
            there ? read_column(relation, column, name) : fmt::format("CAST(NULL AS {})", sql_type(column));
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
        postgres::execute_into(query.sql, rows.store());
        rows.record(static_cast<std::int64_t>(postgres::result_rows()), query.left_out);
    });
    const load::load_outcome outcome = run_load(load::target(feed, schema), rows, options);
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
         GetCurrentTimestamp()});
    load::remember_load(outcome);
    return make_load_result(call, outcome);
}

// What a function says of its arguments: their types, those of domains' values, and how many of the last have
// a default.
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
        for (int place = 0; place < function->pronargs; ++place) {
            const Oid type = function->proargtypes.values[place];
            // No look-up for a type of the server.
            found.types[static_cast<std::size_t>(place)] =
                type < FirstNormalObjectId ? type : getBaseType(type);
        }
        ReleaseSysCache(tuple);
        return found;
    });
}

bool is_number(const core::feed_column& column) {
    return column.type == core::value_type::integer || column.type == core::value_type::decimal;
}

// Whether NULL says that the caller does not know, and a standing value is kept: where NULL is no value, and
// where the argument may just be left to its default.
bool says_nothing(const core::feed_column& column, bool optional) {
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
            if (!given && says_nothing(described, column >= first_optional)) {
                row.leave_out(column);
            }
        }
        outcome = run_load(load::target(feed, schema_of(call)), row.rows(),
                           {load::reject_policy::error, load::duplicate_policy::error, "", 0, false});
        row.rows().store().end();
    }
    const char* what = outcome.counts.inserted > 0  ? "inserted"
                       : outcome.counts.updated > 0 ? "updated"
                                                    : "unchanged";
    return postgres::guard([what] { return CStringGetTextDatum(what); });
}

const core::feed& feed_of_table(const char* table, FunctionCallInfo call) {
    const core::feed* feed = core::find_feed_of_table(table);
    if (feed == nullptr) {
        throw std::logic_error(fmt::format("no feed of table {}", table));
    }
    return load::feed_in(*feed, schema_of(call));
}

}  // namespace
}  // namespace forecast_warehouse::functions

// Each table's pair of functions; SQL names them in sql/.
#define FORECAST_WAREHOUSE_UPSERT(table)                                               \
    FORECAST_WAREHOUSE_FUNCTION(fw_upsert_##table) {                                   \
        return forecast_warehouse::postgres::enter([fcinfo] {                          \
            return forecast_warehouse::functions::upsert_relation(                     \
                fcinfo, forecast_warehouse::functions::feed_of_table(#table, fcinfo)); \
        });                                                                            \
    }                                                                                  \
    FORECAST_WAREHOUSE_FUNCTION(fw_upsert_##table##_row) {                             \
        return forecast_warehouse::postgres::enter([fcinfo] {                          \
            return forecast_warehouse::functions::upsert_row(                          \
                fcinfo, forecast_warehouse::functions::feed_of_table(#table, fcinfo)); \
        });                                                                            \
    }

FORECAST_WAREHOUSE_UPSERT(store)
FORECAST_WAREHOUSE_UPSERT(product)
FORECAST_WAREHOUSE_UPSERT(sales_daily)
FORECAST_WAREHOUSE_UPSERT(price_history)
FORECAST_WAREHOUSE_UPSERT(promotion)
FORECAST_WAREHOUSE_UPSERT(inventory_snapshot_daily)
FORECAST_WAREHOUSE_UPSERT(sales_txn)
FORECAST_WAREHOUSE_UPSERT(weather_daily)
FORECAST_WAREHOUSE_UPSERT(traffic_daily)
