#pragma once

#include <map>
#include <string>
#include <vector>

#include "load/faults.hpp"
#include "load/target.hpp"
#include "postgres/rows.hpp"

namespace forecast_warehouse::load {

// The stage that checks core::feed::shared. The stored rows of a name decide on its value. For a new name the
// first good row of the load decides.
//
// No constraint can see this, so loads of such a table take turns.
class shared_values {
public:
    // Does nothing for a feed without a shared value.
    explicit shared_values(const target& target);

    // Rejects rows whose value is not that of their name.
    void check(postgres::row_block& block, block_faults& faults);

private:
    void look_up(postgres::row_block& block, const block_faults& faults);

    const target* target_;
    std::map<std::string, bool, std::less<>> known_;
};

}  // namespace forecast_warehouse::load
