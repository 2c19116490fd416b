#pragma once

#include <cstdint>
#include <string>
#include <unordered_set>
#include <vector>

#include "core/load/reject.hpp"
#include "load/target.hpp"
#include "postgres/direct_table.hpp"

namespace forecast_warehouse::load {

// Locks what the rows of a load refer to, each referenced row once: the guarantee that a foreign key's
// trigger gives by locking it for every row. Locked in the name of the referenced table's owner, as the
// trigger does.
class key_locks {
public:
    explicit key_locks(const target& target);

    // Locks for the rows that are to be written. Those that refer to a row which is gone meanwhile are
    // dropped, and returned as rejects.
    std::vector<core::reject> lock(std::vector<postgres::direct_row>& rows);

    // Forgets all locks: the subtransaction that held them was rolled back.
    void forget();

private:
    struct reference {
        int column;
        int told;  // the column that a reject names
        bool in_grain;
        const dimension* to;
        std::unordered_set<std::int32_t> locked;
    };

    void lock_keys(reference& reference, const std::vector<std::int32_t>& wanted) const;

    const target* target_;
    std::vector<reference> references_;
};

}  // namespace forecast_warehouse::load
