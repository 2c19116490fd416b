#include "functions/arguments.hpp"
#include "load/rollup.hpp"
#include "load/session.hpp"

// rollup_orders(start_date, end_date, channel_stores): order lines become daily sales.

FORECAST_WAREHOUSE_FUNCTION(fw_rollup_orders) {
    namespace functions = forecast_warehouse::functions;
    return forecast_warehouse::postgres::enter([fcinfo] {
        constexpr int of_stores = 2;
        const auto days = functions::range_arguments(fcinfo, 0, 1);
        const Datum* stores =
            functions::has_argument(fcinfo, of_stores) ? &fcinfo->args[of_stores].value : nullptr;
        const auto outcome =
            forecast_warehouse::load::roll_up_orders(functions::schema_of(fcinfo), days, stores);
        forecast_warehouse::load::remember_load(outcome);
        return functions::make_load_result(fcinfo, outcome);
    });
}
