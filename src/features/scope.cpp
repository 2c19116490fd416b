#include "features/scope.hpp"

#include <utility>

#include <fmt/format.h>

#include "core/calendar.hpp"
#include "core/failure.hpp"
#include "core/features/series_key.hpp"
#include "postgres/datums.hpp"
#include "postgres/guard.hpp"

namespace forecast_warehouse::features {
namespace {

// As many unknown codes as an error names.
constexpr std::size_t most_named = 10;

std::string in_words(const std::vector<std::string>& codes) {
    std::string words;
    for (std::size_t place = 0; place < codes.size() && place < most_named; ++place) {
        words += (place == 0 ? "" : ", ") + codes[place];
    }
    return codes.size() > most_named ? words + ", ..." : words;
}

// Ids of natural keys; none when all are meant.
std::optional<std::vector<Datum>> ids_of(const std::optional<std::vector<std::string>>& codes,
                                         const std::string& table, const char* kind, const char* column) {
    if (!codes) {
        return std::nullopt;
    }
    std::vector<Datum> ids;
    std::vector<std::string> unknown;
    for (const std::string& code : *codes) {
        postgres::query(
            fmt::format(
                "SELECT CAST(t.id AS pg_catalog.int4) FROM {} AS t WHERE t.{} OPERATOR(pg_catalog.=) $1",
                table, column),
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
            unknown.size() == 1 ? fmt::format("{0} {1} is not in {0}", kind, in_words(unknown))
                                : fmt::format("{0}s {1} are not in {0}", kind, in_words(unknown)),
            fmt::format("Name them as {}.{} has them; leave the argument out for all.", kind, column));
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

scope::scope(std::string schema, const request& request) : schema_(std::move(schema)) {
    stores_ = ids_of(request.store_codes, table("store"), "store", "code");
    products_ = ids_of(request.skus, table("product"), "product", "sku");
}

Oid scope::schema() const {
    return postgres::guard([this] { return get_namespace_oid(schema_.c_str(), true); });
}

postgres::arguments scope::arguments(std::chrono::sys_days first, std::chrono::sys_days last) const {
    postgres::arguments given;
    given.add(DATEOID, postgres::date_datum(first)).add(DATEOID, postgres::date_datum(last));
    add_ids(given, stores_);
    add_ids(given, products_);
    return given;
}

std::string scope::condition(const char* row) const {
    std::string text;
    if (stores_) {
        text += fmt::format(" AND {}.store_id OPERATOR(pg_catalog.=) ANY ($3)", row);
    }
    if (products_) {
        text += fmt::format(" AND {}.product_id OPERATOR(pg_catalog.=) ANY ($4)", row);
    }
    return text;
}

std::string scope::store_condition(const char* row) const {
    return stores_ ? fmt::format(" AND {}.id OPERATOR(pg_catalog.=) ANY ($3)", row) : std::string();
}

std::string scope::key(const char* row) {
    return core::series_key_of(core::sales_star(), row);
}

}  // namespace forecast_warehouse::features
