#pragma once

#include <cstdint>
#include <string>

#include "load/arrival.hpp"
#include "load/rejects.hpp"
#include "load/target.hpp"
#include "load/write_outcome.hpp"

namespace forecast_warehouse::load {

// Raises unless both tables of the journal belong to the extension. Otherwise a role could put a journal of
// its own into a copy of the schema, and loads of others would write it.
void require_journal(const target& target);

// Writes a load's row into load_batch and its rejects into load_reject; returns the row's id.
//
// Each table is written as its owner, as the server checks a foreign key. So a loader needs no right to write
// the journal, and cannot forge it.
std::int64_t write_journal(const target& target, const std::string& source, TimestampTz started,
                           const load_counts& counts, reject_log& rejects, arrival& arrival);

}  // namespace forecast_warehouse::load
