#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "core/day_number.hpp"
#include "core/features/series_key.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::features {

// A call of day_is_unknown() in a statement, and the schema of the extension.
struct call_site {
    Oid schema;
    std::uint32_t number;  // no two statements have the same one at the same time

    bool operator==(const call_site&) const = default;
};

// The days whose sales are not known, as the current statement sees them, read as its caller. Days that were
// looked up are in memory for the other rows of the statement.
class unknown_days {
public:
    explicit unknown_days(Oid schema);

    // Those of the current statement.
    static std::shared_ptr<unknown_days> current(const call_site& site);

    // Whether a row of the day was rejected, or the store has sent no row of the day. Not for days with a
    // row.
    bool contains(std::int32_t store, std::int32_t product, core::day_number day);

private:
    void read_rejected();
    std::uint64_t read_not_sent(std::int32_t store, core::day_number first);

    std::string schema_;  // quoted
    bool has_rejected_ = false;
    std::unordered_map<core::series_key, std::unordered_set<std::string>> rejected_;
    // A bit for each of many days after another, by the store and the days' number.
    std::unordered_map<core::series_key, std::uint64_t> not_sent_;
};

// Sets callbacks that forget all days at the end of a transaction, and after a rollback to a savepoint.
// Called once, when the library is loaded.
void follow_unknown_days();

}  // namespace forecast_warehouse::features
