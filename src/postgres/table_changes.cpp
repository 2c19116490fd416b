#include "postgres/table_changes.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace forecast_warehouse::postgres {
namespace {

// Enough for several warehouses in a session; with more, a change of any table counts.
constexpr std::size_t most_watched = 64;
std::array<Oid, most_watched> watched{};
std::size_t watched_count = 0;
std::uint64_t changes = 0;

bool is_watched(Oid table) noexcept {
    return watched_count > most_watched || std::find(watched.begin(), watched.begin() + watched_count,
                                                     table) != watched.begin() + watched_count;
}

// The server may call this at any point, so it only counts.
void on_change(Datum /*argument*/, Oid table) {
    if (!OidIsValid(table) || is_watched(table)) {
        ++changes;
    }
}

}  // namespace

void watch_table(Oid table) {
    if (!OidIsValid(table) || is_watched(table)) {
        return;
    }
    if (watched_count < most_watched) {
        watched.at(watched_count) = table;
    }
    ++watched_count;
}

std::uint64_t table_changes() noexcept {
    return changes;
}

void follow_table_changes() {
    CacheRegisterRelcacheCallback(on_change, Datum{0});
}

}  // namespace forecast_warehouse::postgres
