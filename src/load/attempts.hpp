#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "core/failure.hpp"
#include "load/target.hpp"
#include "postgres/named_rows.hpp"

namespace forecast_warehouse::load {

// Attempts at writing while other sessions write. An attempt is one subtransaction right below the one of the
// load's statement. A subtransaction inside it may be committed only when the attempt is too. A session that
// waits for a committed subtransaction waits for the whole transaction. A rollback of the attempt would not
// wake it.

// The end of an attempt. Lost: another session was faster, and the next attempt may succeed.
enum class attempted : std::uint8_t { committed, rolled_back, lost };

// Whether an attempt locks the rows that it relies on before it writes.
enum class locking : std::uint8_t { none, rows };

// Makes an attempt, the first (count = 1) or a later one. It is rolled back when the body returns false. It
// loses by lost_race. It also loses by the violation of a unique or foreign key that another session may have
// caused. A row exists already then, or a referenced row is gone. Any other violation is raised to the user.
//
// Where one snapshot holds for the whole transaction, another attempt would see the same rows. So a violation
// is an error then, after refuse_stale has decided whether it is a serialization failure.
attempted attempt_once(const target& target, int count, const std::function<bool()>& body,
                       const std::function<void()>& refuse_stale);

// Makes attempts until one is committed. first: the locking of the first attempt; the others lock rows.
void retry_until_uncontended(const target& target, locking first, const std::function<void(locking)>& body,
                             const std::function<void()>& refuse_stale);

// Writes directly. False when another session was faster: then the caller must roll the attempt back.
bool unless_lost(const std::function<void()>& write);

// The failure of a transaction whose snapshot is older than rows that it depends on.
core::failure cannot_serialize(const target& target);

// Fails a transaction whose snapshot shows other rows than those stored by now. It takes a FROM clause with
// the target's rows as "stored", and their values as a record. The named rows are those that it joins.
void refuse_stale_snapshot(const target& target, const std::string& row, const std::string& rows,
                           const postgres::named_rows& named);

}  // namespace forecast_warehouse::load
