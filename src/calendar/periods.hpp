#pragma once

#include "core/features/periods.hpp"

namespace forecast_warehouse::calendar {

// The periods of a frequency. Fiscal weeks are those of the setting forecast_warehouse.fiscal_calendar.
// Raises core::failure (55000) if its years consist of months.
core::period_grid periods_of(core::frequency frequency);

}  // namespace forecast_warehouse::calendar
