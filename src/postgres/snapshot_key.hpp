#pragma once

#include <cstdint>

#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {

// Two statements of a session with equal keys see the same rows. A cache that outlives a statement compares
// them.
//
// Below xmax no transaction begins any more, they only end. So within one transaction of the session,
// snapshots with these equal numbers have the same running transactions. A rollback to a savepoint removes
// rows and changes none of the numbers: a cache must be cleared then (RegisterSubXactCallback).
struct snapshot_key {
    TransactionId xmin;
    TransactionId xmax;
    std::uint32_t running;
    std::int32_t running_subtransactions;
    CommandId command;
    LocalTransactionId transaction;

    bool operator==(const snapshot_key&) const = default;
};

// The key of the calling statement. Raises core::failure (55000) without an active snapshot.
snapshot_key current_snapshot_key();

}  // namespace forecast_warehouse::postgres
