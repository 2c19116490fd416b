#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "core/failure.hpp"
#include "core/text.hpp"
#include "functions/arguments.hpp"
#include "functions/known_values.hpp"
#include "postgres/spi.hpp"

// orders_share_bonus(year, sales_pool, profit_pool, store_codes, product_types): shares two pools of money
// among stores.
//
// A pool is shared in whole cents by the method of largest remainders (Hamilton). Each store gets its exact
// share, rounded down. The cents that are left go to the largest remainders. So the shares sum to the pool.

namespace forecast_warehouse::functions {
namespace {

struct bonus_request {
    Oid schema;
    int year;
    Datum sales_pool;
    Datum profit_pool;
    std::optional<std::vector<std::string>> store_codes;
    std::optional<std::vector<std::string>> product_types;
};

Datum required_argument(FunctionCallInfo call, int index, const char* name, const char* hint) {
    if (!has_argument(call, index)) {
        throw core::failure(core::sqlstate::null_value_not_allowed, fmt::format("{} must not be NULL", name),
                            hint);
    }
    return call->args[index].value;
}

bonus_request request_of(FunctionCallInfo call) {
    constexpr const char* no_pool = "Give 0 for no pool.";
    return {
        .schema = schema_of(call),
        .year = DatumGetInt32(required_argument(call, 0, "year", "Give a year, such as 2024.")),
        .sales_pool = required_argument(call, 1, "sales_pool", no_pool),
        .profit_pool = required_argument(call, 2, "profit_pool", no_pool),
        .store_codes = texts_argument(call, 3, "store_codes", "Leave store_codes out to take all stores."),
        .product_types =
            texts_argument(call, 4, "product_types", "Leave product_types out to take all of them.")};
}

// $1 to $5, in the order of the function's arguments.
postgres::arguments arguments_of(const bonus_request& request) {
    postgres::arguments arguments;
    arguments.add(INT4OID, Int32GetDatum(request.year));
    arguments.add(NUMERICOID, request.sales_pool).add(NUMERICOID, request.profit_pool);
    for (const auto* list : {&request.store_codes, &request.product_types}) {
        if (*list) {
            add_texts(arguments, **list);
        } else {
            arguments.add_null(TEXTARRAYOID);
        }
    }
    return arguments;
}

// Revenue and profit of each store. A profit is NULL where the cost of a line is unknown.
std::string sales_of_stores(const std::string& schema) {
    return fmt::format(
        "sold AS (SELECT l.store_id, pg_catalog.sum(l.amount) AS amount, "
        "CASE WHEN pg_catalog.bool_and(l.profit IS NOT NULL) THEN pg_catalog.sum(l.profit) END AS profit "
        "FROM {0} l JOIN {1} p ON p.id OPERATOR(pg_catalog.=) l.product_id "
        "WHERE l.store_id IS NOT NULL "
        "AND pg_catalog.date_part('year', l.date)::integer OPERATOR(pg_catalog.=) $1 "
        "AND ($5 IS NULL OR p.product_type::pg_catalog.text OPERATOR(pg_catalog.=) ANY ($5)) "
        "GROUP BY l.store_id), "
        "base AS MATERIALIZED (SELECT s.id, s.code::pg_catalog.text AS code, "
        "s.name::pg_catalog.text AS name, COALESCE(f.amount, 0::pg_catalog.numeric) AS amount, "
        "CASE WHEN f.store_id IS NULL THEN 0::pg_catalog.numeric ELSE f.profit END AS profit "
        "FROM {2} s LEFT JOIN sold f ON f.store_id OPERATOR(pg_catalog.=) s.id "
        "WHERE ($4 IS NULL AND f.store_id IS NOT NULL) "
        "OR s.code::pg_catalog.text OPERATOR(pg_catalog.=) ANY ($4))",
        postgres::quoted(schema, "sales_order_line"), postgres::quoted(schema, "product"),
        postgres::quoted(schema, "store"));
}

// A pool shared by a column of base. A loss or a negative revenue has no share. Everything is a whole number
// of cents, so div() and mod() are exact.
std::string shares_by(std::string_view column, std::string_view pool) {
    return fmt::format(
        "SELECT d.id, CASE WHEN d.total OPERATOR(pg_catalog.>) 0::pg_catalog.numeric "
        "THEN pg_catalog.round(d.weight OPERATOR(pg_catalog./) d.total, 6) END AS share, "
        "pg_catalog.round((d.cents OPERATOR(pg_catalog.+) CASE WHEN pg_catalog.row_number() OVER "
        "(ORDER BY d.rest DESC, d.code COLLATE pg_catalog.\"C\")::pg_catalog.numeric "
        "OPERATOR(pg_catalog.<=) (d.pool OPERATOR(pg_catalog.-) pg_catalog.sum(d.cents) OVER ()) "
        "THEN 1::pg_catalog.numeric ELSE 0::pg_catalog.numeric END) "
        "OPERATOR(pg_catalog./) 100::pg_catalog.numeric, 2) AS bonus "
        "FROM (SELECT t.*, CASE WHEN t.total OPERATOR(pg_catalog.>) 0::pg_catalog.numeric "
        "THEN pg_catalog.div(t.pool OPERATOR(pg_catalog.*) t.weight, t.total) "
        "ELSE 0::pg_catalog.numeric END AS cents, "
        "CASE WHEN t.total OPERATOR(pg_catalog.>) 0::pg_catalog.numeric "
        "THEN pg_catalog.mod(t.pool OPERATOR(pg_catalog.*) t.weight, t.total) "
        "ELSE 0::pg_catalog.numeric END AS rest "
        "FROM (SELECT w.id, w.code, w.pool, w.weight, "
        "CASE WHEN pg_catalog.bool_and(w.is_known) OVER () THEN pg_catalog.sum(w.weight) OVER () END AS "
        "total "
        "FROM (SELECT b.id, b.code, b.{0} IS NOT NULL AS is_known, "
        "{1} OPERATOR(pg_catalog.*) 100::pg_catalog.numeric AS pool, "
        "GREATEST(b.{0}, 0::pg_catalog.numeric) OPERATOR(pg_catalog.*) 100::pg_catalog.numeric AS weight "
        "FROM base b) AS w) AS t) AS d",
        column, pool);
}

std::string shares(const std::string& schema) {
    return fmt::format(
        "WITH {}, by_sales AS ({}), by_profit AS ({}) "
        "SELECT b.id, b.code, b.name, b.amount, b.profit, s.share, p.share, s.bonus, p.bonus, "
        "s.bonus OPERATOR(pg_catalog.+) p.bonus FROM base b "
        "JOIN by_sales s ON s.id OPERATOR(pg_catalog.=) b.id "
        "JOIN by_profit p ON p.id OPERATOR(pg_catalog.=) b.id ORDER BY b.code COLLATE pg_catalog.\"C\"",
        sales_of_stores(schema), shares_by("amount", "$2"), shares_by("profit", "$3"));
}

bool result_bool(int column) {
    bool is_null = false;
    const Datum value = postgres::result_value(0, column, BOOLOID, is_null);
    return !is_null && DatumGetBool(value);
}

void expect_amount(const char* name, Datum pool) {
    postgres::query(
        "SELECT $1 OPERATOR(pg_catalog.>=) 0::pg_catalog.numeric "
        "AND $1 OPERATOR(pg_catalog.<) 1e14::pg_catalog.numeric "
        "AND pg_catalog.round($1, 2) OPERATOR(pg_catalog.=) $1, $1::pg_catalog.text",
        postgres::arguments().add(NUMERICOID, pool));
    if (!result_bool(1)) {
        throw core::failure(
            core::sqlstate::invalid_parameter_value,
            fmt::format("{} must be an amount in whole cents from 0 to below 1e14, not {}", name,
                        core::quoted(core::shorten(*postgres::result_text(0, 2), core::shown_characters))),
            "Give 0 for no pool.");
    }
    postgres::free_result();
}

// A pool must be paid whole, or not at all.
void expect_payable(const std::string& schema, const postgres::arguments& arguments, int year) {
    postgres::query(
        fmt::format(
            "WITH {} SELECT $2 OPERATOR(pg_catalog.=) 0::pg_catalog.numeric "
            "OR pg_catalog.bool_or(b.amount OPERATOR(pg_catalog.>) 0::pg_catalog.numeric), "
            "$3 OPERATOR(pg_catalog.=) 0::pg_catalog.numeric OR pg_catalog.bool_and(b.profit IS NOT NULL), "
            "$3 OPERATOR(pg_catalog.=) 0::pg_catalog.numeric "
            "OR pg_catalog.bool_or(b.profit OPERATOR(pg_catalog.>) 0::pg_catalog.numeric), "
            "pg_catalog.min(b.code) FILTER (WHERE b.profit IS NULL) FROM base b",
            sales_of_stores(schema)),
        arguments);
    constexpr const char* choose =
        "Choose a year, stores and product types with sales, or give 0 for no pool.";
    if (!result_bool(1)) {
        throw core::failure(
            core::sqlstate::invalid_parameter_value,
            fmt::format("sales_pool cannot be shared: the stores have no sales in \"{}\"", year), choose);
    }
    if (const auto unknown = postgres::result_text(0, 4); unknown && !result_bool(2)) {
        throw core::failure(
            core::sqlstate::invalid_parameter_value,
            fmt::format("profit_pool cannot be shared: the profit of store_code {} is unknown in \"{}\"",
                        core::quoted(*unknown), year),
            "Load its order lines again with extended_cost, or give 0 for no pool.");
    }
    if (!result_bool(3)) {
        throw core::failure(
            core::sqlstate::invalid_parameter_value,
            fmt::format("profit_pool cannot be shared: no store made a profit in \"{}\"", year), choose);
    }
    postgres::free_result();
}

void expect_known_names(const bonus_request& request) {
    if (request.store_codes) {
        expect_known({request.schema, "store", "code"}, "store_code", *request.store_codes,
                     "Name stores by their code.");
    }
    if (request.product_types) {
        expect_known({request.schema, "product", "product_type"}, "product_type", *request.product_types,
                     "Give types as they are in product.product_type.");
    }
}

void share_bonus(FunctionCallInfo call) {
    const bonus_request request = request_of(call);
    postgres::guard([call] { InitMaterializedSRF(call, 0); });
    const auto* result = reinterpret_cast<ReturnSetInfo*>(call->resultinfo);
    postgres::tuple_store rows(result->setResult, result->setDesc);
    const std::string schema = postgres::name_of_schema(request.schema);
    postgres::with_spi([&] {
        expect_amount("sales_pool", request.sales_pool);
        expect_amount("profit_pool", request.profit_pool);
        expect_known_names(request);
        const postgres::arguments arguments = arguments_of(request);
        expect_payable(schema, arguments, request.year);
        postgres::query_into(shares(schema), rows, arguments);
    });
}

}  // namespace
}  // namespace forecast_warehouse::functions

FORECAST_WAREHOUSE_FUNCTION(fw_orders_share_bonus) {
    namespace functions = forecast_warehouse::functions;
    return functions::read_as_caller([fcinfo] {
        functions::share_bonus(fcinfo);
        return Datum{0};
    });
}
