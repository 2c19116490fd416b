#include "asof/asof_cache.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/failure.hpp"
#include "core/sql.hpp"
#include "core/text.hpp"
#include "postgres/fixed_point.hpp"
#include "postgres/guard.hpp"
#include "postgres/relation_shape.hpp"
#include "postgres/snapshot_key.hpp"
#include "postgres/spi.hpp"
#include "postgres/table_changes.hpp"
#include "postgres/table_facts.hpp"

namespace forecast_warehouse::asof {
namespace {

namespace sql = core::sql;

// The approximate size of a map entry, without its text.
constexpr std::size_t entry_bytes = 80;

// Statements with equal keys get equal results: the same rows, role and warehouse.
struct cache_key {
    postgres::snapshot_key snapshot;
    Oid role;
    int security;
    Oid schema;

    bool operator==(const cache_key&) const = default;
};

cache_key current_cache_key(Oid schema) {
    cache_key now{postgres::current_snapshot_key(), InvalidOid, 0, schema};
    GetUserIdAndSecContext(&now.role, &now.security);
    return now;
}

struct cache_entry {
    cache_key key;
    std::shared_ptr<asof_cache> cache;
};

// The caches of several snapshots, the last used one first: cursors and volatile functions alternate between
// snapshots. A plain pointer, never freed: see load/session.cpp.
constexpr std::size_t max_caches = 4;
std::vector<cache_entry>* caches = new std::vector<cache_entry>;

// A statement may call a function that alters a table. Rows cached as bytes would be read as the new type
// then.
std::uint64_t seen_table_changes = 0;

void clear_after_table_changes() noexcept {
    if (seen_table_changes != postgres::table_changes()) {
        seen_table_changes = postgres::table_changes();
        caches->clear();
    }
}

void on_transaction(XactEvent /*event*/, void* /*argument*/) {
    caches->clear();
}

void on_subtransaction(SubXactEvent event, SubTransactionId /*mine*/, SubTransactionId /*parent*/,
                       void* /*argument*/) {
    if (event == SUBXACT_EVENT_ABORT_SUB) {
        caches->clear();
    }
}

Datum datum_of(const std::string& bytes) {
    return postgres::guard([&] {
        void* copy = palloc(bytes.size());
        memcpy(copy, bytes.data(), bytes.size());
        return PointerGetDatum(copy);
    });
}

// With a header of four bytes, as functions return it.
std::string bytes_of(Datum value) {
    const auto* plain = postgres::guard([=] { return PG_DETOAST_DATUM(value); });
    return {reinterpret_cast<const char*>(plain), VARSIZE(plain)};
}

// The windows of a product in a store, or of the chain.
std::string of_series() {
    return sql::all_of(
        {sql::eq("product_id", "$1"), fmt::format("({} OR store_id IS NULL)", sql::eq("store_id", "$2"))});
}

// The rule is that of core::asof_prices. schema: quoted. The condition is composed once: with row-level
// security there is a query for each look-up.
std::string price_query(const std::string& schema) {
    static const std::string condition =
        sql::all_of({of_series(), sql::le("valid_from", "$3"),
                     fmt::format("({} OR valid_to IS NULL)", sql::ge("valid_to", "$3"))});
    return fmt::format(
        "SELECT price FROM {}.price_history WHERE {} "
        "ORDER BY store_id IS NULL, valid_from DESC, id DESC LIMIT 1",
        schema, condition);
}

// The rule is that of core::asof_promotions. $4: the price, or NULL.
std::string promotion_query(const std::string& schema) {
    static const std::string condition =
        sql::all_of({of_series(), sql::le("start_date", "$3"), sql::ge("end_date", "$3")});
    static const std::string share =
        fmt::format("GREATEST(discount_pct, CASE WHEN {} THEN {} END)",
                    sql::all_of({sql::ne("discount_amount", "'NaN'::pg_catalog.numeric"),
                                 sql::gt("$4", "0::pg_catalog.numeric")}),
                    sql::divide("discount_amount", "$4"));
    return fmt::format(
        "SELECT id::pg_catalog.int8 FROM {}.promotion WHERE {} "
        "ORDER BY {} DESC NULLS LAST, store_id IS NULL, start_date DESC, id DESC LIMIT 1",
        schema, condition, share);
}

// The arguments of all look-ups: $1 the product, $2 the store or NULL, $3 the day.
postgres::arguments probe_arguments(const probe& wanted) {
    postgres::arguments arguments;
    arguments.add(INT4OID, Int32GetDatum(wanted.product));
    if (wanted.store) {
        arguments.add(INT4OID, Int32GetDatum(*wanted.store));
    } else {
        arguments.add_null(INT4OID);
    }
    return arguments.add(DATEOID, DateADTGetDatum(wanted.day));
}

// The row type that a function returns. Another table may have got the name of the table: its rows have
// another type.
Oid row_type_of(Oid function, Oid schema) {
    const Oid table = postgres::table_in(schema, "promotion");
    const Oid type = postgres::guard([function] { return get_func_rettype(function); });
    if (postgres::guard([table] { return get_rel_type_id(table); }) != type) {
        throw core::failure(core::sqlstate::datatype_mismatch,
                            "table \"promotion\" is not the one whose rows promotion_asof returns",
                            "Give the table of the extension its name back.");
    }
    return type;
}

// The result of a query for one value.
struct found_value {
    bool found = false;
    bool is_null = true;
    std::string bytes;      // of a varlena
    std::int64_t word = 0;  // of an integer
};

found_value find_value(const std::string& sql, postgres::arguments arguments, Oid type) {
    found_value result;
    postgres::with_spi([&] {
        postgres::query_again(sql, std::move(arguments));
        result.found = postgres::result_rows() > 0;
        if (result.found) {
            const Datum value = postgres::result_value(0, 1, type, result.is_null);
            if (!result.is_null && type == INT8OID) {
                result.word = DatumGetInt64(value);
            } else if (!result.is_null) {
                result.bytes = bytes_of(value);
            }
        }
    });
    return result;
}

}  // namespace

asof_cache::asof_cache(Oid schema)
    : schema_(schema),
      prices_(schema, [this] { return fits(); }),
      promotions_(schema, [this] { return fits(); }) {}

std::shared_ptr<asof_cache> asof_cache::current(Oid schema) {
    clear_after_table_changes();
    const cache_key now = current_cache_key(schema);
    if (!caches->empty() && caches->front().key == now) {
        return caches->front().cache;
    }
    const auto found = std::find_if(caches->begin(), caches->end(),
                                    [&](const cache_entry& each) { return each.key == now; });
    if (found != caches->end()) {
        std::rotate(caches->begin(), found, found + 1);
    } else {
        if (caches->size() >= max_caches) {
            caches->pop_back();
        }
        caches->insert(caches->begin(), {now, std::make_shared<asof_cache>(schema)});
    }
    return caches->front().cache;
}

std::size_t asof_cache::bytes() const noexcept {
    return prices_.bytes() + promotions_.bytes() + other_bytes_;
}

// If memory is short, it clears the caches of other snapshots, then the rows and codes of this one.
bool asof_cache::fits() {
    const std::size_t limit = get_hash_memory_limit();
    std::size_t others = 0;
    for (const cache_entry& each : *caches) {
        others += each.cache.get() == this ? 0 : each.cache->bytes();
    }
    if (others + bytes() > limit) {
        std::erase_if(*caches, [this](const cache_entry& each) { return each.cache.get() != this; });
        clear_rows();
    }
    return bytes() <= limit;
}

void asof_cache::clear_rows() noexcept {
    promotion_rows_.clear();
    products_.ids.clear();
    stores_.ids.clear();
    other_bytes_ = 0;
}

std::optional<Datum> asof_cache::price(const probe& wanted) {
    const core::asof_prices* index = prices_.index_for(wanted.product);
    if (index == nullptr) {
        return price_by_index(wanted);
    }
    const auto cents = index->find(wanted.product, wanted.store_in_index(), wanted.day);
    return cents ? std::optional(postgres::numeric_of(*cents, price_scale)) : std::nullopt;
}

asof_cache::comparison_price asof_cache::price_to_compare(const probe& wanted) {
    if (const core::asof_prices* index = prices_.index_for(wanted.product)) {
        return {true, index->find(wanted.product, wanted.store_in_index(), wanted.day)};
    }
    const std::optional<Datum> price = price_by_index(wanted);
    const auto cents = price ? postgres::fixed_point(*price, price_scale) : std::nullopt;
    return {!price || cents, cents};
}

std::optional<std::int64_t> asof_cache::promotion(const probe& wanted) {
    const core::asof_promotions* index = promotions_.index_for(wanted.product);
    comparison_price price{true, std::nullopt};
    if (index != nullptr &&
        index->find(wanted.product, wanted.store_in_index(), wanted.day).depends_on_price()) {
        price = price_to_compare(wanted);
        // A policy on prices may have called promotion_asof. Then the index has changed.
        index = promotions_.index_for(wanted.product);
    }
    if (index == nullptr || !price.fits) {
        return promotion_by_index(wanted);
    }
    const auto found = index->find(wanted.product, wanted.store_in_index(), wanted.day);
    return found.any() ? std::optional(index->best(found, price.cents)) : std::nullopt;
}

std::optional<Datum> asof_cache::price_by_index(const probe& wanted) {
    if (prices_.has_row_security() || last_price_probe_ != wanted) {
        last_price_probe_.reset();
        last_price_ = find_value(price_query(postgres::quoted(postgres::name_of_schema(schema_))),
                                 probe_arguments(wanted), NUMERICOID)
                          .bytes;
        last_price_probe_ = wanted;
    }
    return last_price_.empty() ? std::nullopt : std::optional(datum_of(last_price_));
}

std::optional<std::int64_t> asof_cache::promotion_by_index(const probe& wanted) {
    if (promotions_.has_row_security() || prices_.has_row_security() || last_promotion_probe_ != wanted) {
        const std::optional<Datum> in_force = price(wanted);
        postgres::arguments arguments = probe_arguments(wanted);
        if (in_force && postgres::fixed_point(*in_force, price_scale) != postgres::not_a_number) {
            arguments.add(NUMERICOID, *in_force);
        } else {
            arguments.add_null(NUMERICOID);
        }
        last_promotion_probe_.reset();
        const found_value found =
            find_value(promotion_query(postgres::quoted(postgres::name_of_schema(schema_))),
                       std::move(arguments), INT8OID);
        last_promotion_ = found.found ? std::optional(found.word) : std::nullopt;
        last_promotion_probe_ = wanted;
    }
    return last_promotion_;
}

std::optional<Datum> asof_cache::promotion_row(std::int64_t id, Oid function) {
    const auto cached = promotion_rows_.find(id);
    if (cached != promotion_rows_.end()) {
        return datum_of(cached->second);
    }
    // A function in the query may have changed the table since the promotion was found.
    const Oid type = row_type_of(function, schema_);
    const std::string row =
        find_value(fmt::format("SELECT m FROM {}.promotion m WHERE {}",
                               postgres::quoted(postgres::name_of_schema(schema_)), sql::eq("m.id", "$1")),
                   postgres::arguments().add(INT8OID, Int64GetDatum(id)), type)
            .bytes;
    if (row.empty()) {
        return std::nullopt;
    }
    if (!promotions_.has_row_security()) {
        promotion_rows_.emplace(id, row);
        other_bytes_ += row.size() + entry_bytes;
        fits();
    }
    return datum_of(row);
}

std::int32_t asof_cache::product(const std::string& sku) {
    return id_of(products_, sku);
}

std::int32_t asof_cache::store(const std::string& code) {
    return id_of(stores_, code);
}

std::int32_t asof_cache::id_of(codes& dimension, const std::string& code) {
    if (!dimension.has_row_security) {
        const std::array<postgres::shape_column, 2> shape{
            {{"id", postgres::type_family::integer}, {dimension.key, postgres::type_family::text}}};
        const Oid table = postgres::expect_shape(schema_, dimension.table, shape);
        postgres::watch_table(table);
        dimension.has_row_security = postgres::row_security_applies(table);
    }
    const auto cached = dimension.ids.find(code);
    if (cached != dimension.ids.end()) {
        return cached->second;
    }
    const found_value found =
        find_value(fmt::format("SELECT id::pg_catalog.int4::pg_catalog.int8 FROM {}.{} WHERE {}",
                               postgres::quoted(postgres::name_of_schema(schema_)), dimension.table,
                               sql::eq(dimension.key, "$1")),
                   postgres::arguments().add_text(code), INT8OID);
    if (!found.found) {
        throw core::failure(
            core::sqlstate::invalid_parameter_value,
            fmt::format("{} \"{}\" does not exist in {}", dimension.key,
                        core::shorten(code, core::shown_characters), dimension.table),
            fmt::format("Codes are compared byte by byte. A join with {} leaves out those that do not exist.",
                        dimension.table));
    }
    const auto id = static_cast<std::int32_t>(found.word);
    if (!*dimension.has_row_security) {
        dimension.ids.emplace(code, id);
        other_bytes_ += code.size() + entry_bytes;
        fits();
    }
    return id;
}

void follow_asof_cache() {
    RegisterXactCallback(on_transaction, nullptr);
    RegisterSubXactCallback(on_subtransaction, nullptr);
}

}  // namespace forecast_warehouse::asof
