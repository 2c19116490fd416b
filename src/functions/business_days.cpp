#include "core/calendar/business_day_counter.hpp"

#include <limits>

#include <fmt/format.h>

#include "calendar/stored_calendars.hpp"
#include "core/calendar.hpp"
#include "core/failure.hpp"
#include "functions/arguments.hpp"
#include "postgres/datums.hpp"

// is_business_day(date, calendar), add_business_days(date, days, calendar) and
// business_days_between(start_date, end_date, calendar). NULL where an argument is NULL, whether the function
// is declared STRICT or not.

namespace forecast_warehouse::functions {
namespace {

bool any_is_null(FunctionCallInfo call) {
    for (int index = 0; index < call->nargs; ++index) {
        if (!has_argument(call, index)) {
            call->isnull = true;
            return true;
        }
    }
    return false;
}

std::shared_ptr<calendar::stored_calendar> calendar_argument(FunctionCallInfo call, int index) {
    return calendar::read_calendar(schema_of(call), *text_argument(call, index));
}

}  // namespace
}  // namespace forecast_warehouse::functions

namespace functions = forecast_warehouse::functions;

FORECAST_WAREHOUSE_FUNCTION(fw_is_business_day) {
    return functions::read_as_caller([fcinfo]() -> Datum {
        if (functions::any_is_null(fcinfo)) {
            return Datum{0};
        }
        const auto day = functions::date_argument(fcinfo, 0, "date");
        return BoolGetDatum(functions::calendar_argument(fcinfo, 1)->business_days.is_business_day(day));
    });
}

FORECAST_WAREHOUSE_FUNCTION(fw_add_business_days) {
    return functions::read_as_caller([fcinfo]() -> Datum {
        if (functions::any_is_null(fcinfo)) {
            return Datum{0};
        }
        const auto day = functions::date_argument(fcinfo, 0, "date");
        const auto calendar = functions::calendar_argument(fcinfo, 2);
        return forecast_warehouse::postgres::date_datum(
            calendar->business_days.add_business_days(day, DatumGetInt32(fcinfo->args[1].value)));
    });
}

FORECAST_WAREHOUSE_FUNCTION(fw_business_days_between) {
    return functions::read_as_caller([fcinfo]() -> Datum {
        if (functions::any_is_null(fcinfo)) {
            return Datum{0};
        }
        const auto first = functions::date_argument(fcinfo, 0, "start_date");
        const auto last = functions::date_argument(fcinfo, 1, "end_date");
        const auto calendar = functions::calendar_argument(fcinfo, 2);
        return Int32GetDatum(
            static_cast<std::int32_t>(calendar->business_days.business_days_between(first, last)));
    });
}
