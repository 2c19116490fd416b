#pragma once

#include <cstdint>
#include <string>

#include "load/arrival.hpp"
#include "load/rejects.hpp"
#include "load/target.hpp"
#include "load/write_outcome.hpp"

namespace forecast_warehouse::load {

// Raises unless both tables of the journal belong to the extension: a role could put a journal of its own
// beside a copy of ours, and have it written in somebody else's name.
void require_journal(const target& target);

// Writes a load's row into load_batch and its rejects into load_reject; returns the row's id.
//
// Each table is written as its owner, as a foreign key is checked as its table's owner: a loader needs no
// right to write the journal, and so cannot forge it either.
std::int64_t write_journal(const target& target, const std::string& source, TimestampTz started,
                           const load_counts& counts, reject_log& rejects, arrival& arrival);

}  // namespace forecast_warehouse::load
