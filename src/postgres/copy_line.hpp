#pragma once

#include <cstdint>

#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {

// The line of the file that the COPY into a relation reads now. 0: no COPY into it called this trigger.
std::int64_t line_of_copy(Oid relation) noexcept;

}  // namespace forecast_warehouse::postgres
