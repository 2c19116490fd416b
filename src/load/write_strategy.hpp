#pragma once

#include "load/attempts.hpp"
#include "load/batch_part.hpp"
#include "load/write_outcome.hpp"

namespace forecast_warehouse::load {

// The two strategies of writing rows. Neither knows the other. row_writer chooses between them, runs them in
// subtransactions, and decides about another attempt.
//
// write() fails with lost_race, or with the violation of a unique or foreign key, when another session was
// faster. The caller then rolls the subtransaction back.

// Past the executor (postgres::direct_table).
class direct_strategy {
public:
    direct_strategy() = default;
    direct_strategy(const direct_strategy&) = delete;
    direct_strategy& operator=(const direct_strategy&) = delete;
    virtual ~direct_strategy() = default;

    [[nodiscard]] virtual write_outcome write(batch_part& part) = 0;

    // Forgets the row locks that it took: the subtransaction that held them was rolled back.
    virtual void forget_locks() = 0;
};

// By SQL.
class sql_strategy {
public:
    sql_strategy() = default;
    sql_strategy(const sql_strategy&) = delete;
    sql_strategy& operator=(const sql_strategy&) = delete;
    virtual ~sql_strategy() = default;

    [[nodiscard]] virtual write_outcome write(batch_part& part, locking how) = 0;

    // Whether the rows of the part are stored as they have to be, under one snapshot. written: their outcome,
    // as write() has just returned it.
    [[nodiscard]] virtual bool is_stored(batch_part& part, const write_outcome& written) = 0;

    // Fails where the transaction's snapshot is too old to write the part.
    virtual void refuse_stale(batch_part& part) = 0;

    // Releases what it has in memory.
    virtual void end() {}
};

}  // namespace forecast_warehouse::load
