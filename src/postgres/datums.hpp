#pragma once

#include <chrono>
#include <string>

#include "core/calendar.hpp"
#include "postgres/guard.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {

// A text, in the current memory context.
inline Datum text_datum(const std::string& text) {
    return guard([&] { return CStringGetTextDatum(text.c_str()); });
}

inline Datum date_datum(std::chrono::sys_days day) {
    return DateADTGetDatum(core::days_since_2000(day));
}

}  // namespace forecast_warehouse::postgres
