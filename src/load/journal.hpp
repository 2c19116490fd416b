#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "load/arrival.hpp"
#include "load/rejects.hpp"
#include "load/retried_rows.hpp"
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
//
// Rejects of a retry change the rows of load_reject that they are, and its other rows are deleted there.
struct journal_entry {
    std::string source;
    TimestampTz started;
    std::string read_by;          // see load_options
    const retried_rows* retried;  // NULL: no retry
};
std::int64_t write_journal(const target& target, const journal_entry& entry, load_counts& counts,
                           reject_log& rejects, arrival& arrival);

// The last load of a table whose time zone was another one; nothing where load_batch has none, or is of a
// version before 1.4. It is read as its owner: a loader needs no right to read the journal.
struct load_zone {
    std::string name;
    std::int64_t batch;
};
std::optional<load_zone> find_other_zone(const target& target, const std::string& zone);

}  // namespace forecast_warehouse::load
