#include "functions/arguments.hpp"
#include "load/rollup.hpp"
#include "load/session.hpp"

// rollup_sales(start_date, end_date, stores): till lines become daily sales.

FORECAST_WAREHOUSE_FUNCTION(fw_rollup_sales) {
    namespace functions = forecast_warehouse::functions;
    return forecast_warehouse::postgres::enter([fcinfo] {
        const auto days = functions::range_arguments(fcinfo, 0, 1);
        const auto stores =
            functions::texts_argument(fcinfo, 2, "stores", "Leave stores out to roll up all of them.");
        const auto outcome = forecast_warehouse::load::roll_up(functions::schema_of(fcinfo), days, stores);
        forecast_warehouse::load::remember_load(outcome);
        return functions::make_load_result(fcinfo, outcome);
    });
}
