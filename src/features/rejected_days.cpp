#include "features/rejected_days.hpp"

#include <fmt/format.h>

#include "core/sql.hpp"

namespace forecast_warehouse::features {
namespace {

namespace sql = core::sql;

// The source "o" as load_batch.read_by names it.
constexpr const char* name_of_source =
    "pg_catalog.concat(pg_catalog.quote_ident(o.schema_name), '.', pg_catalog.quote_ident(o.name))";

// A column of the feed in the rejected row. Rows that a source read are under the columns of the source,
// which its map gives.
std::string rejected_field(const char* column) {
    return fmt::format(
        "(r.row_data OPERATOR(pg_catalog.->>) "
        "pg_catalog.btrim(COALESCE(o.map OPERATOR(pg_catalog.->>) '{0}', '{0}'), '\"'))",
        column);
}

}  // namespace

std::string from_rejected_rows(const std::string& schema) {
    return fmt::format(
        "FROM {0}.load_batch AS b JOIN {0}.load_reject AS r ON {1} LEFT JOIN {0}.source AS o ON {2} "
        "JOIN {0}.store AS t ON {3} JOIN {0}.product AS p ON {4}",
        schema, sql::eq("r.batch_id", "b.id"), sql::eq("b.read_by", name_of_source),
        sql::eq("t.code::pg_catalog.text", rejected_field("store_code")),
        sql::eq("p.sku::pg_catalog.text", rejected_field("sku")));
}

std::string is_rejected_row() {
    return sql::eq("b.target::pg_catalog.text", "'sales_daily'");
}

std::string rejected_day() {
    const std::string value = rejected_field("date");
    const auto part = [&](const char* name, int length) {
        return fmt::format(
            "pg_catalog.substr({}, pg_catalog.strpos(COALESCE(o.options OPERATOR(pg_catalog.->>) "
            "'date_format', 'YYYY-MM-DD'), '{}'), {})",
            value, name, length);
    };
    return fmt::format("pg_catalog.concat_ws('-', {}, {}, {})", part("YYYY", 4), part("MM", 2),
                       part("DD", 2));
}

}  // namespace forecast_warehouse::features
