#pragma once

#include "core/calendar/fiscal_calendar.hpp"

namespace forecast_warehouse::calendar {

// Defines the setting forecast_warehouse.fiscal_calendar.
void define_fiscal_setting();

// The fiscal calendar that the setting names.
const core::fiscal_calendar& current_fiscal_calendar();

}  // namespace forecast_warehouse::calendar
