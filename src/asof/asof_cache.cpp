#include "asof/asof_cache.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/failure.hpp"
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

constexpr int price_scale = 2;

// What an entry of a table in memory takes beside its text, about.
constexpr std::size_t entry_bytes = 80;

// Which rows a statement sees, as whom, and of which warehouse.
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

struct kept_cache {
    cache_key from;
    std::shared_ptr<asof_cache> cache;
};

// The last used ones first: a cursor or a function of the user's may go back and forth between what they see.
// A plain pointer, never freed: see load/session.cpp.
constexpr std::size_t most_kept = 4;
std::vector<kept_cache>* kept = new std::vector<kept_cache>;

// A statement may call a function that alters a table: rows kept as bytes would be read as the new type then.
std::uint64_t changes_seen = 0;

void forget_changed_tables() noexcept {
    if (changes_seen != postgres::table_changes()) {
        changes_seen = postgres::table_changes();
        kept->clear();
    }
}

void on_transaction(XactEvent /*event*/, void* /*argument*/) {
    kept->clear();
}

void on_subtransaction(SubXactEvent event, SubTransactionId /*mine*/, SubTransactionId /*parent*/,
                       void* /*argument*/) {
    if (event == SUBXACT_EVENT_ABORT_SUB) {
        kept->clear();
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

// The arguments that all probes have: $1 the product, $2 the store or NULL, $3 the day.
postgres::arguments probe_arguments(const probe& asked) {
    postgres::arguments arguments;
    arguments.add(INT4OID, Int32GetDatum(asked.product));
    if (asked.store) {
        arguments.add(INT4OID, Int32GetDatum(*asked.store));
    } else {
        arguments.add_null(INT4OID);
    }
    return arguments.add(DATEOID, DateADTGetDatum(asked.day));
}

// The type of the rows that a function returns. Another table may have come under the table's name: its rows
// are of another type.
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

// What a query for one value finds.
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

std::shared_ptr<asof_cache> asof_cache::at_hand(Oid schema) {
    forget_changed_tables();
    const cache_key now = current_cache_key(schema);
    if (!kept->empty() && kept->front().from == now) {
        return kept->front().cache;
    }
    const auto found =
        std::find_if(kept->begin(), kept->end(), [&](const kept_cache& each) { return each.from == now; });
    if (found != kept->end()) {
        std::rotate(kept->begin(), found, found + 1);
    } else {
        if (kept->size() >= most_kept) {
            kept->pop_back();
        }
        kept->insert(kept->begin(), {now, std::make_shared<asof_cache>(schema)});
    }
    return kept->front().cache;
}

std::size_t asof_cache::bytes() const noexcept {
    return prices_.bytes() + promotions_.bytes() + other_bytes_;
}

// What other statements keep gives way first, then what can be found again at once.
bool asof_cache::fits() {
    const std::size_t limit = get_hash_memory_limit();
    std::size_t others = 0;
    for (const kept_cache& each : *kept) {
        others += each.cache.get() == this ? 0 : each.cache->bytes();
    }
    if (others + bytes() > limit) {
        std::erase_if(*kept, [this](const kept_cache& each) { return each.cache.get() != this; });
        forget_rows();
    }
    return bytes() <= limit;
}

void asof_cache::forget_rows() noexcept {
    promotion_rows_.clear();
    products_.ids.clear();
    stores_.ids.clear();
    other_bytes_ = 0;
}

std::optional<Datum> asof_cache::price(const probe& asked) {
    const core::asof_prices* index = prices_.index_for(asked.product);
    if (index == nullptr) {
        return price_by_index(asked);
    }
    const auto cents = index->find(asked.product, asked.store_in_index(), asked.day);
    return cents ? std::optional(postgres::numeric_of(*cents, price_scale)) : std::nullopt;
}

asof_cache::weight asof_cache::weigh(const probe& asked) {
    if (const core::asof_prices* index = prices_.index_for(asked.product)) {
        return {true, index->find(asked.product, asked.store_in_index(), asked.day)};
    }
    const std::optional<Datum> price = price_by_index(asked);
    const auto cents = price ? postgres::fixed_point(*price, price_scale) : std::nullopt;
    return {!price || cents, cents};
}

std::optional<std::int64_t> asof_cache::promotion(const probe& asked) {
    const core::asof_promotions* index = promotions_.index_for(asked.product);
    weight price{true, std::nullopt};
    if (index != nullptr && index->find(asked.product, asked.store_in_index(), asked.day).asks_price()) {
        price = weigh(asked);
        // A policy on prices may have asked for promotions: the index is another one then.
        index = promotions_.index_for(asked.product);
    }
    if (index == nullptr || !price.fits) {
        return promotion_by_index(asked);
    }
    const auto found = index->find(asked.product, asked.store_in_index(), asked.day);
    return found.any() ? std::optional(index->best(found, price.cents)) : std::nullopt;
}

std::optional<Datum> asof_cache::price_by_index(const probe& asked) {
    if (prices_.has_row_security() || last_price_asked_ != asked) {
        last_price_asked_.reset();
        last_price_ =
            find_value(
                fmt::format("SELECT price FROM {}.price_history WHERE product_id OPERATOR(pg_catalog.=) $1 "
                            "AND (store_id OPERATOR(pg_catalog.=) $2 OR store_id IS NULL) "
                            "AND valid_from OPERATOR(pg_catalog.<=) $3 "
                            "AND (valid_to OPERATOR(pg_catalog.>=) $3 OR valid_to IS NULL) "
                            "ORDER BY store_id IS NULL, valid_from DESC, id DESC LIMIT 1",
                            postgres::quoted(postgres::name_of_schema(schema_))),
                probe_arguments(asked), NUMERICOID)
                .bytes;
        last_price_asked_ = asked;
    }
    return last_price_.empty() ? std::nullopt : std::optional(datum_of(last_price_));
}

// The same choice as core::asof_promotions makes.
std::optional<std::int64_t> asof_cache::promotion_by_index(const probe& asked) {
    if (promotions_.has_row_security() || prices_.has_row_security() || last_promotion_asked_ != asked) {
        const std::optional<Datum> in_force = price(asked);
        postgres::arguments arguments = probe_arguments(asked);
        if (in_force && postgres::fixed_point(*in_force, price_scale) != postgres::not_a_number) {
            arguments.add(NUMERICOID, *in_force);
        } else {
            arguments.add_null(NUMERICOID);
        }
        last_promotion_asked_.reset();
        const found_value found = find_value(
            fmt::format(
                "SELECT id::pg_catalog.int8 FROM {}.promotion WHERE product_id OPERATOR(pg_catalog.=) $1 "
                "AND (store_id OPERATOR(pg_catalog.=) $2 OR store_id IS NULL) "
                "AND start_date OPERATOR(pg_catalog.<=) $3 AND end_date OPERATOR(pg_catalog.>=) $3 "
                "ORDER BY GREATEST(discount_pct, CASE WHEN discount_amount OPERATOR(pg_catalog.<>) "
                "'NaN'::pg_catalog.numeric AND $4 OPERATOR(pg_catalog.>) 0::pg_catalog.numeric "
                "THEN discount_amount OPERATOR(pg_catalog./) $4 END) DESC NULLS LAST, "
                "store_id IS NULL, start_date DESC, id DESC LIMIT 1",
                postgres::quoted(postgres::name_of_schema(schema_))),
            std::move(arguments), INT8OID);
        last_promotion_ = found.found ? std::optional(found.word) : std::nullopt;
        last_promotion_asked_ = asked;
    }
    return last_promotion_;
}

std::optional<Datum> asof_cache::promotion_row(std::int64_t id, Oid function) {
    const auto known = promotion_rows_.find(id);
    if (known != promotion_rows_.end()) {
        return datum_of(known->second);
    }
    // A function in the query may have changed the table since the promotion was found.
    const Oid type = row_type_of(function, schema_);
    const std::string row =
        find_value(fmt::format("SELECT m FROM {}.promotion m WHERE m.id OPERATOR(pg_catalog.=) $1",
                               postgres::quoted(postgres::name_of_schema(schema_))),
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

std::int32_t asof_cache::id_of(codes& known, const std::string& code) {
    if (!known.has_row_security) {
        const std::array<postgres::shape_column, 2> shape{
            {{"id", postgres::type_family::integer}, {known.key, postgres::type_family::text}}};
        const Oid table = postgres::expect_shape(schema_, known.table, shape);
        postgres::watch_table(table);
        known.has_row_security = postgres::row_security_applies(table);
    }
    const auto there = known.ids.find(code);
    if (there != known.ids.end()) {
        return there->second;
    }
    const found_value found =
        find_value(fmt::format("SELECT id::pg_catalog.int4::pg_catalog.int8 FROM {}.{} WHERE {} "
                               "OPERATOR(pg_catalog.=) $1",
                               postgres::quoted(postgres::name_of_schema(schema_)), known.table, known.key),
                   postgres::arguments().add_text(code), INT8OID);
    if (!found.found) {
        throw core::failure(
            core::sqlstate::invalid_parameter_value,
            fmt::format("{} \"{}\" does not exist in {}", known.key,
                        core::shorten(code, core::shown_characters), known.table),
            fmt::format(
                "Codes are compared byte by byte. A join with {} leaves out those that are not there.",
                known.table));
    }
    const auto id = static_cast<std::int32_t>(found.word);
    if (!*known.has_row_security) {
        known.ids.emplace(code, id);
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
