#include <string>

#include <fmt/format.h>

#include "functions/arguments.hpp"
#include "functions/known_values.hpp"
#include "postgres/spi.hpp"

// orders_compare_stores(store_code, other_store_code): two stores side by side, by year.

namespace forecast_warehouse::functions {
namespace {

constexpr const char* by_code = "Name stores by their code.";

// The columns of one of the stores. A year without sales has zeros.
std::string columns_of(std::string_view store) {
    return fmt::format(
        "COALESCE({0}.quantity, 0::pg_catalog.numeric), COALESCE({0}.amount, 0::pg_catalog.numeric), "
        "CASE WHEN {0}.year IS NULL THEN 0::pg_catalog.numeric ELSE {0}.profit END, "
        "CASE WHEN {0}.amount OPERATOR(pg_catalog.<>) 0::pg_catalog.numeric "
        "THEN pg_catalog.round({0}.profit OPERATOR(pg_catalog./) {0}.amount, 4) END, "
        "{0}.target_amount, {0}.target_to_date, "
        "CASE WHEN {0}.target_to_date OPERATOR(pg_catalog.<>) 0::pg_catalog.numeric "
        "THEN pg_catalog.round({0}.amount OPERATOR(pg_catalog./) {0}.target_to_date, 4) END",
        store);
}

// The sums over all channels. $1 and $2 are the codes.
std::string comparison(Oid schema) {
    return fmt::format(
        "WITH by_year AS MATERIALIZED (SELECT t.year, t.store_code::pg_catalog.text AS code, "
        "pg_catalog.trim_scale(pg_catalog.sum(t.quantity)) AS quantity, pg_catalog.sum(t.amount) AS amount, "
        "CASE WHEN pg_catalog.bool_and(t.profit IS NOT NULL) THEN pg_catalog.sum(t.profit) END AS profit, "
        "pg_catalog.sum(t.target_amount) AS target_amount, "
        "pg_catalog.sum(t.target_to_date) AS target_to_date FROM {0} t "
        "WHERE t.store_code::pg_catalog.text OPERATOR(pg_catalog.=) ANY (ARRAY[$1, $2]) GROUP BY 1, 2) "
        "SELECT y.year, {1}, {2}, "
        "COALESCE(a.amount, 0::pg_catalog.numeric) OPERATOR(pg_catalog.-) "
        "COALESCE(b.amount, 0::pg_catalog.numeric), "
        "CASE WHEN b.amount OPERATOR(pg_catalog.<>) 0::pg_catalog.numeric THEN pg_catalog.round("
        "COALESCE(a.amount, 0::pg_catalog.numeric) OPERATOR(pg_catalog./) b.amount, 4) END "
        "FROM (SELECT DISTINCT d.year FROM by_year d) AS y "
        "LEFT JOIN by_year a ON a.year OPERATOR(pg_catalog.=) y.year AND a.code OPERATOR(pg_catalog.=) $1 "
        "LEFT JOIN by_year b ON b.year OPERATOR(pg_catalog.=) y.year AND b.code OPERATOR(pg_catalog.=) $2 "
        "ORDER BY y.year",
        postgres::quoted(postgres::name_of_schema(schema), "orders_against_target"), columns_of("a"),
        columns_of("b"));
}

void compare_stores(FunctionCallInfo call) {
    const std::string code = required_text(call, 0, "store_code", by_code);
    const std::string other = required_text(call, 1, "other_store_code", by_code);
    const Oid schema = schema_of(call);
    postgres::guard([call] { InitMaterializedSRF(call, 0); });
    const auto* result = reinterpret_cast<ReturnSetInfo*>(call->resultinfo);
    postgres::tuple_store rows(result->setResult, result->setDesc);
    postgres::with_spi([&] {
        expect_known({schema, "store", "code"}, "store_code", {code, other}, by_code);
        postgres::query_into(comparison(schema), rows, postgres::arguments().add_text(code).add_text(other));
    });
}

}  // namespace
}  // namespace forecast_warehouse::functions

FORECAST_WAREHOUSE_FUNCTION(fw_orders_compare_stores) {
    namespace functions = forecast_warehouse::functions;
    return functions::read_as_caller([fcinfo] {
        functions::compare_stores(fcinfo);
        return Datum{0};
    });
}
