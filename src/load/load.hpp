#pragma once

#include <cstdint>
#include <string>

#include "load/arrival.hpp"
#include "load/policy.hpp"
#include "load/retried_rows.hpp"
#include "load/target.hpp"
#include "load/write_outcome.hpp"

namespace forecast_warehouse::load {

struct load_options {
    reject_policy rejects;
    duplicate_policy duplicates;
    std::string source;  // the rows' origin in load_batch
    TimestampTz started;
    bool journal = true;                        // whether load_batch gets a row
    window_ends ends = window_ends::inclusive;  // of the windows that arrive
    money_policy money = money_policy::open;    // of sales that arrive without money
    bool days_first = false;                    // see resolver
    bool observed = false;                      // whether rows are observations (observed_writer.hpp)
    // Where the rows are those of load_reject; NULL: they are not. Then load_reject gets no new rows.
    const retried_rows* retried = nullptr;
    std::string read_by{};  // the source that reads the rows, as schema.name; empty: none
};

struct load_outcome {
    std::int64_t batch_id = 0;  // 0: not in the journal
    load_counts counts;
    std::string reasons{};  // of the rejected rows, for the notice
};

// Loads the rows that arrived into the target, all or nothing:
// check -> resolve keys -> sort by grain -> merge duplicates -> write -> journal.
//
// Runs as the caller and within the caller's statement; raises the load's error when a row is rejected
// and the policy is error.
load_outcome run_load(const target& target, arrival& arrival, const load_options& options);

}  // namespace forecast_warehouse::load
