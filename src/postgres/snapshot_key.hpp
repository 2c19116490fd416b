#pragma once

#include <cstdint>

#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {

// What tells whether two statements of a session see the same rows, for what is kept from one to the other.
//
// Below xmax no transaction starts any more, they only end: in one transaction of ours, snapshots with these
// numbers alike have the same transactions running and see the same. A rollback to a savepoint takes rows
// away without changing any of them: who keeps something must forget it then (RegisterSubXactCallback).
struct snapshot_key {
    TransactionId xmin;
    TransactionId xmax;
    std::uint32_t running;
    std::int32_t running_parts;
    CommandId command;
    LocalTransactionId transaction;

    bool operator==(const snapshot_key&) const = default;
};

// That of the statement that called us.
snapshot_key current_snapshot_key();

}  // namespace forecast_warehouse::postgres
