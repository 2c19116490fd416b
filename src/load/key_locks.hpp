#pragma once

#include <cstdint>
#include <string>
#include <unordered_set>
#include <vector>

#include "core/load/reject.hpp"
#include "load/target.hpp"
#include "postgres/direct_table.hpp"

namespace forecast_warehouse::load {

// Locks the rows that a load refers to, each once. A foreign key's trigger locks them for every row, with the
// same guarantee. Like the trigger, it locks as the owner of the referenced table.
class key_locks {
public:
    explicit key_locks(const target& target);

    // Locks for the rows that are to be written. Those that refer to a row which was deleted meanwhile are
    // marked as rejected, and returned.
    std::vector<core::reject> lock(std::vector<postgres::direct_row>& rows);

    // Forgets all locks: the subtransaction that held them was rolled back.
    void forget();

private:
    struct reference {
        int column;
        int reported;  // the column that a reject names
        bool in_grain;
        const core::dimension* to;
        std::unordered_set<std::int32_t> locked;
    };

    void lock_keys(reference& reference, const std::vector<std::int32_t>& wanted) const;

    const target* target_;
    std::vector<reference> references_;
};

}  // namespace forecast_warehouse::load
