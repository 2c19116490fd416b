#pragma once

#include <cstdint>
#include <string>

#include "load/arrival.hpp"
#include "load/policy.hpp"
#include "load/target.hpp"
#include "load/write_outcome.hpp"

namespace forecast_warehouse::load {

struct load_options {
    reject_policy rejects;
    duplicate_policy duplicates;
    std::string source;  // what load_batch shall name as the rows' origin
    TimestampTz started;
    bool journal = true;  // whether the load stands in load_batch
};

struct load_outcome {
    std::int64_t batch_id = 0;  // 0: not in the journal
    load_counts counts;
};

// Takes the rows that arrived into the target, as a whole or not at all:
// check -> resolve keys -> sort by grain -> merge duplicates -> write -> journal.
//
// Runs in the caller's name and within the caller's statement; raises the load's error when a row is rejected
// and the policy is error.
load_outcome run_load(const target& target, arrival& arrival, const load_options& options);

}  // namespace forecast_warehouse::load
