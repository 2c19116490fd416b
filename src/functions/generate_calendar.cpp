#include "calendar/fill_calendar.hpp"
#include "functions/arguments.hpp"
#include "load/session.hpp"

// generate_calendar(start_date, end_date, holidays): fills or refreshes the calendar.

FORECAST_WAREHOUSE_FUNCTION(fw_generate_calendar) {
    namespace functions = forecast_warehouse::functions;
    return forecast_warehouse::postgres::enter([fcinfo] {
        const auto range = functions::range_arguments(fcinfo, 0, 1);
        const auto outcome = forecast_warehouse::calendar::fill_calendar(functions::schema_of(fcinfo), range,
                                                                         functions::text_argument(fcinfo, 2));
        forecast_warehouse::load::remember_load(outcome);
        return functions::make_load_result(fcinfo, outcome);
    });
}
