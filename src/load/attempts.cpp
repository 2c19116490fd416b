#include "load/attempts.hpp"

#include <fmt/format.h>

#include "core/failure.hpp"
#include "postgres/direct_table.hpp"
#include "postgres/guard.hpp"
#include "postgres/spi.hpp"
#include "postgres/subtransaction.hpp"

namespace forecast_warehouse::load {
namespace {

// Five lost races mean a conflict that retrying will not resolve.
constexpr int most_attempts = 5;

// Records at the end of a scope whether a transaction ended in it. If none ended, no session was faster.
class transaction_watch {
public:
    explicit transaction_watch(bool& others_ended) : others_ended_(&others_ended) {}
    transaction_watch(const transaction_watch&) = delete;
    transaction_watch& operator=(const transaction_watch&) = delete;
    ~transaction_watch() { *others_ended_ = before_ != postgres::ended_transactions(); }

private:
    bool* others_ended_;
    std::uint64_t before_ = postgres::ended_transactions();
};

bool is_violation(const postgres::pg_error& error, int sqlstate) {
    return error.data()->sqlerrcode == sqlstate;
}

// Whether another attempt may succeed. A referenced row may be gone since before the first attempt.
bool is_worth_repeating(const postgres::pg_error& error, int count, bool others_ended) {
    const bool reference = is_violation(error, ERRCODE_FOREIGN_KEY_VIOLATION);
    return !IsolationUsesXactSnapshot() && count < most_attempts &&
           (reference || is_violation(error, ERRCODE_UNIQUE_VIOLATION)) &&
           (others_ended || (reference && count == 1));
}

}  // namespace

attempted attempt_once(const target& target, int count, const std::function<bool()>& body,
                       const std::function<void()>& refuse_stale) {
    bool others_ended = false;
    try {
        const bool committed = postgres::in_subtransaction([&] {
            const transaction_watch watch(others_ended);
            return body();
        });
        return committed ? attempted::committed : attempted::rolled_back;
    } catch (const postgres::lost_race&) {
        if (count == most_attempts) {
            throw cannot_serialize(target);
        }
    } catch (const postgres::pg_error& error) {
        if (IsolationUsesXactSnapshot() && is_violation(error, ERRCODE_UNIQUE_VIOLATION)) {
            refuse_stale();
        }
        if (!is_worth_repeating(error, count, others_ended)) {
            throw;
        }
    }
    return attempted::lost;
}

void retry_until_uncontended(const target& target, locking first, const std::function<void(locking)>& body,
                             const std::function<void()>& refuse_stale) {
    int count = 1;
    const auto attempt = [&] {
        body(count == 1 ? first : locking::rows);
        return true;
    };
    while (attempt_once(target, count, attempt, refuse_stale) == attempted::lost) {
        ++count;
    }
}

bool unless_lost(const std::function<void()>& write) {
    try {
        write();
        return true;
    } catch (const postgres::lost_race&) {
        return false;
    } catch (const postgres::pg_error& error) {
        if (!is_violation(error, ERRCODE_UNIQUE_VIOLATION)) {
            throw;
        }
        return false;
    }
}

core::failure cannot_serialize(const target& target) {
    return {
        core::sqlstate::serialization_failure,
        fmt::format("could not serialize access to \"{}\" due to concurrent changes", target.feed().table),
        "The transaction might succeed if retried."};
}

// The contents of the rows are compared. Their xmin differs between the copies of a row on several nodes.
void refuse_stale_snapshot(const target& target, const std::string& row, const std::string& rows,
                           const postgres::named_rows& named) {
    const postgres::statement versions(
        named.in(fmt::format("SELECT pg_catalog.count(*), "
                             "pg_catalog.bit_xor(pg_catalog.hash_record_extended({}, 0)) FROM {}",
                             row, rows)),
        {});
    postgres::arguments none;
    versions.execute(none);
    const std::int64_t seen = postgres::result_count(1);
    const std::int64_t sum = postgres::result_count(2);
    versions.execute_as_of_now(none);
    if (seen != postgres::result_count(1) || sum != postgres::result_count(2)) {
        throw cannot_serialize(target);
    }
}

}  // namespace forecast_warehouse::load
