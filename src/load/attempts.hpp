#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "core/failure.hpp"
#include "load/target.hpp"
#include "postgres/named_rows.hpp"

namespace forecast_warehouse::load {

// Attempts at writing while others write. An attempt is one subtransaction right below the one of the load's
// statement, with none in it that is kept: who waits for a subtransaction that was kept waits for the whole
// transaction from then on, and is not let go when what is around it is rolled back.

// What became of an attempt; lost: another session was faster, and the next one may come through.
enum class attempted : std::uint8_t { kept, given_back, lost };

// How an attempt meets what others do at the same time: it takes what it finds, or it locks what it relies on
// before it writes.
enum class locking : std::uint8_t { none, rows };

// Makes an attempt, the first or a later one; the body gives back what it did by returning false. It loses by
// lost_race, or by the violation of a unique or foreign key that somebody else may be the cause of: what it
// makes is there already, what it refers to is gone. Any other violation is the user's to see.
//
// Where a snapshot holds for the whole transaction, a second look would show the same: then a violation is an
// error, after refuse_stale has looked whether it should be a serialization failure.
attempted attempt_once(const target& target, int count, const std::function<bool()>& body,
                       const std::function<void()>& refuse_stale);

// Makes attempts until one comes through, the first without locking.
void retry_until_uncontended(const target& target, const std::function<void(locking)>& body,
                             const std::function<void()>& refuse_stale);

// Writes directly; false when it lost to another session: then its attempt has to be given up.
bool unless_lost(const std::function<void()>& write);

// What a transaction fails with whose snapshot is older than what it would have to take into account.
core::failure cannot_serialize(const target& target);

// Fails a transaction whose snapshot shows other rows than stand by now. rows: what follows FROM, with the
// target's rows as "standing"; row: what they say, as a record; named: what the rows are joined with.
void refuse_stale_snapshot(const target& target, const std::string& row, const std::string& rows,
                           const postgres::named_rows& named);

}  // namespace forecast_warehouse::load
