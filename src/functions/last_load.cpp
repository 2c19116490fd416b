#include "functions/call.hpp"
#include "load/session.hpp"

// last_load(): what this session's last load did; NULL when it made none.
FORECAST_WAREHOUSE_FUNCTION(fw_last_load) {
    return forecast_warehouse::postgres::enter([fcinfo]() -> Datum {
        const auto outcome = forecast_warehouse::load::last_load();
        if (!outcome) {
            fcinfo->isnull = true;
            return Datum{0};
        }
        return forecast_warehouse::functions::make_load_result(fcinfo, *outcome);
    });
}
