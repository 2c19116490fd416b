#include "load/rollup_scope.hpp"

#include <fmt/format.h>

#include "core/sql.hpp"
#include "postgres/datums.hpp"

namespace forecast_warehouse::load {

postgres::arguments rollup_scope::arguments() const {
    postgres::arguments given;
    given.add(DATEOID, postgres::date_datum(days.first)).add(DATEOID, postgres::date_datum(days.last));
    if (!store_ids) {
        return given.add_null(INT4ARRAYOID);
    }
    return given.add_array(INT4OID, *store_ids);
}

std::string in_scope(const char* row) {
    const std::string store = fmt::format("{}.store_id", row);
    return fmt::format("{} AND ($3 IS NULL OR {})",
                       core::sql::between(fmt::format("{}.date", row), "$1", "$2"),
                       core::sql::eq_any(store, "$3"));
}

std::string same_grain(const char* left, const char* right) {
    const auto same = [=](const char* column) {
        return core::sql::eq(fmt::format("{}.{}", left, column), fmt::format("{}.{}", right, column));
    };
    return core::sql::all_of({same("date"), same("store_id"), same("product_id")});
}

std::string is_discount(const char* line) {
    return fmt::format(
        "({0}.unit_price OPERATOR(pg_catalog.<) 0::pg_catalog.numeric "
        "OR ({0}.total_amount OPERATOR(pg_catalog.<) 0::pg_catalog.numeric "
        "AND {0}.quantity OPERATOR(pg_catalog.>=) 0::pg_catalog.numeric))",
        line);
}

std::string is_return(const char* line) {
    return fmt::format(
        "({0}.quantity OPERATOR(pg_catalog.<) 0::pg_catalog.numeric "
        "AND {0}.unit_price OPERATOR(pg_catalog.>=) 0::pg_catalog.numeric)",
        line);
}

}  // namespace forecast_warehouse::load
