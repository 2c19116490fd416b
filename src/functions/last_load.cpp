#include "functions/arguments.hpp"
#include "load/session.hpp"
#include "postgres/guard.hpp"

// last_load(): what this session's last load did; NULL when it made none. In FROM that shows as a row of
// NULLs, so a notice says what it means.
FORECAST_WAREHOUSE_FUNCTION(fw_last_load) {
    return forecast_warehouse::postgres::enter([fcinfo]() -> Datum {
        const auto outcome = forecast_warehouse::load::last_load();
        if (!outcome) {
            forecast_warehouse::postgres::guard([] {
                ereport(NOTICE, (errmsg("this session has made no load"),
                                 errhint("load_batch has the loads of all sessions.")));
            });
            fcinfo->isnull = true;
            return Datum{0};
        }
        return forecast_warehouse::functions::make_load_result(fcinfo, *outcome);
    });
}
