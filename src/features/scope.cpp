#include "features/scope.hpp"

#include <fmt/format.h>

#include "core/calendar.hpp"
#include "core/failure.hpp"
#include "core/features/series_key.hpp"
#include "core/sql.hpp"
#include "core/text.hpp"
#include "postgres/datums.hpp"

namespace forecast_warehouse::features {
namespace {

namespace sql = core::sql;

// The largest number of unknown codes that an error names.
constexpr std::size_t max_codes_in_error = 10;

std::string in_words(const std::vector<std::string>& codes) {
    std::string words;
    for (std::size_t index = 0; index < codes.size() && index < max_codes_in_error; ++index) {
        words += fmt::format("{}\"{}\"", index == 0 ? "" : ", ",
                             core::shorten(codes[index], core::shown_characters));
    }
    return codes.size() > max_codes_in_error ? words + ", ..." : words;
}

// The ids of natural keys. None: the caller wants all.
std::optional<std::vector<Datum>> ids_of(const std::optional<std::vector<std::string>>& codes,
                                         const std::string& quoted_table, const char* table,
                                         const char* column) {
    if (!codes) {
        return std::nullopt;
    }
    std::vector<Datum> ids;
    std::vector<std::string> unknown;
    for (const std::string& code : *codes) {
        postgres::query(fmt::format("SELECT CAST(t.id AS pg_catalog.int4) FROM {} AS t WHERE {}",
                                    quoted_table, sql::eq(fmt::format("t.{}", column), "$1")),
                        postgres::arguments().add_text(code));
        if (postgres::result_rows() == 0) {
            unknown.push_back(code);
        } else {
            bool is_null = false;
            ids.push_back(postgres::result_value(0, 1, INT4OID, is_null));
        }
        postgres::free_result();
    }
    if (!unknown.empty()) {
        throw core::failure(
            core::sqlstate::invalid_parameter_value,
            fmt::format(fmt::runtime(unknown.size() == 1 ? "{} {} does not exist in {}"
                                                         : "{}s {} do not exist in {}"),
                        column, in_words(unknown), table),
            fmt::format("Give values of {}.{}, or leave the argument out for all.", table, column));
    }
    return ids;
}

void add_ids(postgres::arguments& given, const std::optional<std::vector<Datum>>& ids) {
    if (ids) {
        given.add_array(INT4OID, *ids);
    } else {
        given.add_null(INT4ARRAYOID);
    }
}

}  // namespace

scope::scope(Oid schema, const feature_request& request)
    : schema_(schema), schema_name_(postgres::name_of_schema(schema)) {
    stores_ = ids_of(request.store_codes, table("store"), "store", "code");
    products_ = ids_of(request.skus, table("product"), "product", "sku");
}

postgres::arguments scope::arguments(std::chrono::sys_days first, std::chrono::sys_days last) const {
    postgres::arguments given;
    given.add(DATEOID, postgres::date_datum(first)).add(DATEOID, postgres::date_datum(last));
    add_ids(given, stores_);
    add_ids(given, products_);
    return given;
}

std::string scope::condition(const char* row) const {
    return sql::all_of({store_id_condition(row),
                        products_ ? sql::eq_any(fmt::format("{}.product_id", row), "$4") : std::string()});
}

std::string scope::store_id_condition(const char* row) const {
    return stores_ ? sql::eq_any(fmt::format("{}.store_id", row), "$3") : std::string();
}

std::string scope::store_condition(const char* row) const {
    return stores_ ? sql::eq_any(fmt::format("{}.id", row), "$3") : std::string();
}

std::string scope::key(const char* row) {
    return core::series_key_of(core::sales_star(), row);
}

}  // namespace forecast_warehouse::features
