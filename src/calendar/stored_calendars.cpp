#include "calendar/stored_calendars.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "calendar/holiday_tables.hpp"
#include "calendar/table_source.hpp"
#include "postgres/snapshot_key.hpp"
#include "postgres/spi.hpp"
#include "postgres/table_changes.hpp"
#include "postgres/table_facts.hpp"

namespace forecast_warehouse::calendar {
namespace {

struct cache_entry {
    Oid schema;
    Oid reader;
    std::string name;
    postgres::snapshot_key snapshot;
    std::shared_ptr<stored_calendar> calendar;
    std::size_t bytes;  // of its rows

    [[nodiscard]] std::size_t all_bytes() const { return bytes + calendar->business_days.bytes(); }
};

// Enough for a query over stores in many countries. A plain pointer, never freed: see load/session.cpp.
constexpr std::size_t most_entries = 64;
std::vector<cache_entry>* cache = new std::vector<cache_entry>;

// The calendars that ship need less, and must work with any work_mem.
constexpr std::size_t min_memory = std::size_t{1024} * 1024;

cache_entry read_uncached(Oid schema, const std::string& name) {
    table_source source(schema, name, holiday_memory());
    std::optional<core::holiday_calendar> calendar;
    postgres::with_spi([&] { calendar.emplace(name, source); });
    return {schema,
            GetUserId(),
            name,
            postgres::current_snapshot_key(),
            std::make_shared<stored_calendar>(
                stored_calendar{core::business_day_counter(*std::move(calendar), holiday_memory())}),
            source.bytes()};
}

// Removes the oldest entries until one of this size fits.
void make_room(std::size_t bytes) {
    for (const cache_entry& each : *cache) {
        bytes += each.all_bytes();
    }
    while (!cache->empty() && (cache->size() >= most_entries || bytes > holiday_memory())) {
        bytes -= cache->front().all_bytes();
        cache->erase(cache->begin());
    }
}

// A policy may depend on anything, such as a setting. So rows that it selected are not cached.
bool has_row_security(const holiday_tables& tables) {
    return postgres::row_security_applies(tables.dates) || postgres::row_security_applies(tables.rules);
}

// A statement may call a function that alters the tables or creates policies for them.
void clear_after_table_changes() {
    static std::uint64_t changes_seen = 0;
    if (changes_seen != postgres::table_changes()) {
        changes_seen = postgres::table_changes();
        cache->clear();
    }
}

void on_transaction(XactEvent event, void* /*argument*/) {
    if (event == XACT_EVENT_ABORT || event == XACT_EVENT_PARALLEL_ABORT) {
        cache->clear();
    }
}

void on_subtransaction(SubXactEvent event, SubTransactionId /*mine*/, SubTransactionId /*parent*/,
                       void* /*argument*/) {
    if (event == SUBXACT_EVENT_ABORT_SUB) {
        cache->clear();
    }
}

}  // namespace

std::shared_ptr<stored_calendar> read_calendar(Oid schema, const std::string& name) {
    const postgres::snapshot_key now = postgres::current_snapshot_key();
    const Oid reader = GetUserId();
    clear_after_table_changes();
    std::erase_if(*cache, [&](const cache_entry& each) { return each.snapshot != now; });
    const auto found = std::find_if(cache->begin(), cache->end(), [&](const cache_entry& each) {
        return each.schema == schema && each.reader == reader && each.name == name;
    });
    if (found != cache->end()) {
        return found->calendar;
    }
    const holiday_tables tables = holiday_tables_in(schema);
    postgres::watch_table(tables.dates);
    postgres::watch_table(tables.rules);
    const cache_entry made = read_uncached(schema, name);
    if (!has_row_security(holiday_tables_in(schema))) {
        make_room(made.bytes);
        cache->push_back(made);
    }
    return made.calendar;
}

std::size_t holiday_memory() {
    return std::max<std::size_t>(get_hash_memory_limit(), min_memory);
}

void follow_stored_calendars() {
    RegisterXactCallback(on_transaction, nullptr);
    RegisterSubXactCallback(on_subtransaction, nullptr);
}

}  // namespace forecast_warehouse::calendar
