#pragma once

#include <cstdint>
#include <optional>

#include "core/load/reject.hpp"
#include "load/target.hpp"
#include "postgres/direct_table.hpp"
#include "postgres/guard.hpp"

namespace forecast_warehouse::load {

// The reject of a row that the server refused because of a constraint: CHECK, NOT NULL, UNIQUE, EXCLUDE, a
// foreign key, or the constraint of a domain. No value for another error. The row's number is left to the
// caller.
std::optional<core::reject> violation_of(const target& target, const postgres::pg_error& error);

// The reject of a row without money whose amount, of the stored price, does not fit. No value for another
// error. The same error may come from a trigger, so the caller asks whether the row has no money.
std::optional<core::reject> overflow_of(const target& target, const postgres::pg_error& error);

// The reject of a row that violates a constraint, as direct writing has found.
core::reject violation_of(const target& target, const postgres::direct_row& row);

}  // namespace forecast_warehouse::load
