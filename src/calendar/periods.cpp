#include "calendar/periods.hpp"

#include "calendar/fiscal_setting.hpp"
#include "core/calendar.hpp"
#include "core/failure.hpp"

namespace forecast_warehouse::calendar {

// All fiscal years begin on the same day of the week, so one of them shows where all weeks begin.
core::period_grid periods_of(core::frequency frequency) {
    switch (frequency) {
        case core::frequency::day:
            return {};
        case core::frequency::week:
            return {frequency, core::days_of_week, core::first_monday};
        case core::frequency::fiscal_week:
            break;
    }
    constexpr int any_year = 2000;
    const core::fiscal_calendar& fiscal = current_fiscal_calendar();
    if (!fiscal.has_weeks()) {
        throw core::failure(core::sqlstate::object_not_in_prerequisite_state,
                            "the fiscal years of forecast_warehouse.fiscal_calendar have no weeks",
                            "Set it to weeks, such as '4-5-4', or give frequency => 'week'.");
    }
    return {frequency, core::days_of_week, core::days_since_2000(fiscal.start_of(any_year))};
}

}  // namespace forecast_warehouse::calendar
