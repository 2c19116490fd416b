#include "calendar/periods.hpp"
#include "core/features/feature_settings.hpp"
#include "functions/arguments.hpp"
#include "postgres/datums.hpp"

// period_start(day, frequency): the first day of the period of a day. unobserved_choice(unobserved): its
// argument, which it checks. Without a day, the period has no start.

FORECAST_WAREHOUSE_FUNCTION(fw_period_start) {
    namespace functions = forecast_warehouse::functions;
    namespace core = forecast_warehouse::core;
    return forecast_warehouse::postgres::enter([fcinfo]() -> Datum {
        const auto name = functions::required_text(fcinfo, 1, "frequency", "Give day, week or fiscal_week.");
        const core::period_grid periods =
            forecast_warehouse::calendar::periods_of(core::frequency_named(name));
        if (!functions::has_argument(fcinfo, 0)) {
            fcinfo->isnull = true;
            return Datum{0};
        }
        const core::day_number day = core::days_since_2000(functions::date_argument(fcinfo, 0, "day"));
        return DateADTGetDatum(periods.first_day_of(day));
    });
}

FORECAST_WAREHOUSE_FUNCTION(fw_unobserved_choice) {
    namespace functions = forecast_warehouse::functions;
    namespace core = forecast_warehouse::core;
    return forecast_warehouse::postgres::enter([fcinfo]() -> Datum {
        const auto name = functions::required_text(fcinfo, 0, "unobserved", "Give null, zero or skip.");
        static_cast<void>(core::unobserved_named(name));
        return fcinfo->args[0].value;
    });
}
