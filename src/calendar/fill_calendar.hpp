#pragma once

#include <optional>
#include <string>

#include "core/date_range.hpp"
#include "load/load.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::calendar {

// Fills the table calendar of a schema. holidays: the name of a holiday calendar; without one, the stored
// holidays do not change.
load::load_outcome fill_calendar(Oid schema, const core::date_range& range,
                                 const std::optional<std::string>& holidays);

}  // namespace forecast_warehouse::calendar
