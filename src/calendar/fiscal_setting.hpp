#pragma once

#include "core/fiscal_calendar.hpp"

namespace forecast_warehouse::calendar {

// Announces forecast_warehouse.fiscal_calendar to the server.
void define_fiscal_setting();

// The fiscal calendar that the setting names.
const core::fiscal_calendar& current_fiscal_calendar();

}  // namespace forecast_warehouse::calendar
