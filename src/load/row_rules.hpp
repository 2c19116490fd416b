#pragma once

#include <vector>

#include "load/arrival.hpp"
#include "load/faults.hpp"
#include "postgres/rows.hpp"

namespace forecast_warehouse::load {

// The stage that checks the rules of a feed between the values of one row. They are texts that must be one of
// a few, days in order, and values that others need. It comes after the checks of single values.
//
// A value that a row leaves out is the stored one, which is not known here. Rules on it are left to the
// checks of the table.
class row_rules {
public:
    explicit row_rules(const core::feed& feed);

    void check(const arrival& arrival, postgres::row_block& block, block_faults& faults) const;

private:
    struct days {
        int first;
        int last;
    };
    struct need {
        int column;
        const std::string* value;
        std::vector<int> one_of;
    };

    void check_values(postgres::row_block& block, block_faults& faults) const;
    void check_days(postgres::row_block& block, block_faults& faults) const;
    void check_needs(const arrival& arrival, postgres::row_block& block, block_faults& faults) const;

    const core::feed* feed_;
    std::vector<int> listed_;  // columns with a list of values
    std::vector<days> days_;
    std::vector<need> needs_;
};

}  // namespace forecast_warehouse::load
