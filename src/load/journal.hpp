#pragma once

#include <cstdint>
#include <string>

#include "load/arrival.hpp"
#include "load/rejects.hpp"
#include "load/target.hpp"
#include "load/writer.hpp"

namespace forecast_warehouse::load {

// Writes a load's row into load_batch and its rejects into load_reject; returns the row's id.
//
// In the name of the journal's owner, as a foreign key's check is made in its table's owner's name: a loader
// needs no right to write the journal, and so cannot forge it either.
std::int64_t write_journal(const target& target, const std::string& source, TimestampTz started,
                           const load_counts& counts, reject_log& rejects, arrival& arrival);

}  // namespace forecast_warehouse::load
