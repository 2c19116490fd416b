#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "core/failure.hpp"
#include "load/target.hpp"

namespace forecast_warehouse::load {

// How an attempt at writing meets what others do at the same time: it takes what it finds, or it locks what
// it relies on before it writes.
enum class care : std::uint8_t { none, locks };

// Makes an attempt in a subtransaction. When it loses to another session (what it relied on is gone, what it
// makes is there: lost_race, a unique or foreign key's violation), it is rolled back and made again with
// care. A violation that nobody else can be the cause of is the user's to see.
//
// Where a snapshot holds for the whole transaction, a second look would show the same: then the violation is
// an error, after refuse_stale has looked whether it should be a serialization failure.
void attempt_until_alone(const target& target, const std::function<void(care)>& attempt,
                         const std::function<void()>& refuse_stale);

// Makes an attempt at writing directly; false when it lost to another session.
bool unless_lost(const std::function<void()>& attempt);

// What a transaction fails with whose snapshot is older than what it would have to take into account.
core::failure cannot_serialize(const target& target);

// Fails a transaction whose snapshot shows other rows than stand by now. rows: what follows FROM, with the
// target's rows as "standing".
void refuse_stale_snapshot(const target& target, const std::string& rows);

}  // namespace forecast_warehouse::load
