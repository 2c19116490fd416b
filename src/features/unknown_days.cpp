#include "features/unknown_days.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/load/windows.hpp"
#include "core/sql.hpp"
#include "features/rejected_days.hpp"
#include "features/shapes.hpp"
#include "features/till_returns.hpp"
#include "postgres/snapshot_key.hpp"
#include "postgres/spi.hpp"
#include "postgres/table_changes.hpp"

namespace forecast_warehouse::features {
namespace {

namespace sql = core::sql;

// The days that one look-up reads: as many as a word has bits.
constexpr core::day_number days_at_once = 64;

// Blocks of days in memory. With more of them, all are looked up again.
constexpr std::size_t most_blocks = 200'000;

// Calls with equal keys get equal answers.
struct cache_key {
    call_site site;
    postgres::snapshot_key snapshot;
    std::uint64_t table_changes;
    Oid role;
    int security;

    bool operator==(const cache_key&) const = default;
};

struct cache_entry {
    cache_key key;
    std::shared_ptr<unknown_days> days;
};

// Those of several statements, the last used one first: cursors alternate. A plain pointer, never freed: see
// load/session.cpp.
constexpr std::size_t most_caches = 4;
std::vector<cache_entry>* caches = new std::vector<cache_entry>;

void on_transaction(XactEvent /*event*/, void* /*argument*/) {
    caches->clear();
}

void on_subtransaction(SubXactEvent event, SubTransactionId /*mine*/, SubTransactionId /*parent*/,
                       void* /*argument*/) {
    if (event == SUBXACT_EVENT_ABORT_SUB) {
        caches->clear();
    }
}

// The table has no row of the store $1 on the day n of those from $2 on. LIMIT keeps the server from joining.
std::string has_none(const std::string& table, const std::string& condition) {
    return fmt::format(
        "(SELECT true FROM {} AS f WHERE {} LIMIT 1) IS NULL", table,
        sql::all_of({sql::eq("f.date", sql::add("$2", "n.n")), sql::eq("f.store_id", "$1"), condition}));
}

}  // namespace

unknown_days::unknown_days(Oid schema) : schema_(postgres::quoted(postgres::name_of_schema(schema))) {
    expect_shapes_of_unknown_days(schema);
}

std::shared_ptr<unknown_days> unknown_days::current(const call_site& site) {
    cache_key now{site, postgres::current_snapshot_key(), postgres::table_changes(), InvalidOid, 0};
    GetUserIdAndSecContext(&now.role, &now.security);
    const auto found = std::find_if(caches->begin(), caches->end(),
                                    [&](const cache_entry& each) { return each.key == now; });
    if (found == caches->end()) {
        auto days = std::make_shared<unknown_days>(site.schema);
        if (caches->size() >= most_caches) {
            caches->pop_back();
        }
        caches->insert(caches->begin(), {now, std::move(days)});
    } else if (found != caches->begin()) {
        std::rotate(caches->begin(), found, found + 1);
    }
    return caches->front().days;
}

void unknown_days::read_rejected() {
    const std::string query =
        fmt::format("SELECT t.id::pg_catalog.int4, p.id::pg_catalog.int4, {} {} WHERE {}", rejected_day(),
                    from_rejected_rows(schema_), is_rejected_row());
    constexpr std::array<Oid, 3> types{INT4OID, INT4OID, TEXTOID};
    const postgres::row_taker take = [this](const postgres::row_view& row) {
        if (!row.nulls[0] && !row.nulls[1] && !row.nulls[2]) {
            const auto* day = reinterpret_cast<const text*>(DatumGetPointer(row.values[2]));
            rejected_[core::series_key_of(DatumGetInt32(row.values[0]), DatumGetInt32(row.values[1]))]
                .emplace(VARDATA_ANY(day), VARSIZE_ANY_EXHDR(day));
        }
        return true;
    };
    postgres::with_spi([&] { postgres::stream(query, {}, types, take); });
    has_rejected_ = true;
}

// One bit for each of the days from the first on.
std::uint64_t unknown_days::read_not_sent(std::int32_t store, core::day_number first) {
    const std::string query = fmt::format(
        "SELECT n.n FROM pg_catalog.generate_series(0, {}) AS n (n) WHERE {} AND {}", days_at_once - 1,
        has_none(schema_ + ".sales_daily", ""), has_none(schema_ + ".sales_returns", from_tills("f")));
    constexpr std::array<Oid, 1> types{INT4OID};
    std::uint64_t found = 0;
    const postgres::row_taker take = [&found](const postgres::row_view& row) {
        found |= std::uint64_t{1} << static_cast<unsigned>(DatumGetInt32(row.values[0]));
        return true;
    };
    postgres::arguments arguments;
    arguments.add(INT4OID, Int32GetDatum(store)).add(DATEOID, DateADTGetDatum(first));
    postgres::with_spi([&] { postgres::stream(query, std::move(arguments), types, take); });
    return found;
}

bool unknown_days::contains(std::int32_t store, std::int32_t product, core::day_number day) {
    if (!has_rejected_) {
        read_rejected();
    }
    const auto rejected = rejected_.find(core::series_key_of(store, product));
    if (rejected != rejected_.end() && rejected->second.contains(core::day_text(day))) {
        return true;
    }
    const core::day_number within = ((day % days_at_once) + days_at_once) % days_at_once;
    const core::series_key block = core::series_key_of(store, (day - within) / days_at_once);
    auto known = not_sent_.find(block);
    if (known == not_sent_.end()) {
        const std::uint64_t days = read_not_sent(store, day - within);
        if (not_sent_.size() >= most_blocks) {
            not_sent_.clear();
        }
        known = not_sent_.emplace(block, days).first;
    }
    return (known->second >> static_cast<unsigned>(within) & 1U) != 0;
}

void follow_unknown_days() {
    RegisterXactCallback(on_transaction, nullptr);
    RegisterSubXactCallback(on_subtransaction, nullptr);
}

}  // namespace forecast_warehouse::features
