#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>

#include "load/load.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::orders {

// The tables that a run loads from staging, in the order in which they refer to each other. Each is read from
// the view etl_{table}, whose columns are texts.
std::span<const char* const> loaded_tables() noexcept;

// Fills the calendar for the years that the files of orders and targets name, from 1970 to 2069. holidays is
// the holiday calendar of these years. Without one, stored holidays do not change.
load::load_outcome fill_years(Oid schema, const std::optional<std::string>& holidays);

// Loads a table from its view. Of several rows of one key the one that was copied last counts.
load::load_outcome load_table(Oid schema, const std::string& table, load::reject_policy rejects);

// Says which lines of staging are stored under another order, too: a line that moved to another order leaves
// its old row. Called where the run has inserted lines.
void report_moved_lines(Oid schema);

// Runs a step. Its error says which step it is from.
load::load_outcome in_step(const std::string& step, const std::function<load::load_outcome()>& body);

}  // namespace forecast_warehouse::orders
