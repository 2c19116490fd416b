#include <string>
#include <vector>

#include <fmt/format.h>

#include "calendar/marked_holidays.hpp"
#include "calendar/stored_calendars.hpp"
#include "core/calendar.hpp"
#include "core/holidays/evaluate_calendar.hpp"
#include "core/interruption.hpp"
#include "functions/arguments.hpp"
#include "postgres/datums.hpp"
#include "postgres/guard.hpp"
#include "postgres/memory.hpp"

// holidays(calendar, start_date, end_date) and calendar_days(...): the days of a holiday calendar, as rows.
// check_holiday_rule(...): checks a row of holiday_rule when it is written.

namespace forecast_warehouse::functions {
namespace {

void put_holiday(FunctionCallInfo call, const core::holiday& holiday) {
    Datum values[] = {postgres::date_datum(holiday.date), postgres::text_datum(holiday.name),
                      postgres::text_datum(holiday.category), BoolGetDatum(holiday.observed),
                      BoolGetDatum(holiday.estimated)};
    bool nulls[std::size(values)] = {};
    core::take_step();
    put_row(call, values, nulls);
}

// Evaluates the range by parts, so that memory does not grow with the range.
void list_holidays(FunctionCallInfo call) {
    const std::string name = required_text(call, 0, "calendar");
    const core::date_range range = range_arguments(call, 1, 2);
    postgres::guard([call] { InitMaterializedSRF(call, 0); });
    const auto stored = calendar::read_calendar(schema_of(call), name);
    postgres::arena memory("holidays");
    const postgres::inside inside(memory);
    core::visit_calendar(stored->calendar(), range, calendar::holiday_memory(),
                         [&](core::date_range /*part*/, const core::holidays_and_workdays& found) {
                             for (const core::holiday& each : found.holidays) {
                                 put_holiday(call, each);
                             }
                             memory.reset();
                         });
}

void put_day(FunctionCallInfo call, calendar::stored_calendar& stored, std::chrono::sys_days day,
             const std::optional<std::string>& name) {
    Datum values[] = {postgres::date_datum(day), BoolGetDatum(stored.calendar().is_weekend(day)),
                      BoolGetDatum(name.has_value()), name ? postgres::text_datum(*name) : Datum{0},
                      BoolGetDatum(stored.business_days.is_business_day(day))};
    bool nulls[] = {false, false, false, !name, false};
    core::take_step();
    put_row(call, values, nulls);
}

void list_part(FunctionCallInfo call, calendar::stored_calendar& stored, core::date_range part) {
    calendar::marked_holidays holidays(stored.calendar(), part);
    for (std::chrono::sys_days day = part.first; day <= part.last; day += std::chrono::days{1}) {
        put_day(call, stored, day, holidays.name_of(day));
    }
}

void list_days(FunctionCallInfo call) {
    const std::string name = required_text(call, 0, "calendar");
    const core::date_range range = range_arguments(call, 1, 2);
    postgres::guard([call] { InitMaterializedSRF(call, 0); });
    const auto stored = calendar::read_calendar(schema_of(call), name);
    // All days are evaluated before the first row, because a part that is tried again must have added no
    // rows.
    static_cast<void>(stored->business_days.business_days_between(range.first, range.last));
    postgres::arena memory("calendar days");
    const postgres::inside inside(memory);
    core::by_parts(range, [&](core::date_range part) {
        list_part(call, *stored, part);
        memory.reset();
    });
}

std::optional<int> year_argument(FunctionCallInfo call, int index) {
    return has_argument(call, index) ? std::optional<int>(DatumGetInt32(call->args[index].value))
                                     : std::nullopt;
}

}  // namespace
}  // namespace forecast_warehouse::functions

namespace functions = forecast_warehouse::functions;

FORECAST_WAREHOUSE_FUNCTION(fw_holidays) {
    return functions::read_as_caller([fcinfo] {
        functions::list_holidays(fcinfo);
        return Datum{0};
    });
}

FORECAST_WAREHOUSE_FUNCTION(fw_calendar_days) {
    return functions::read_as_caller([fcinfo] {
        functions::list_days(fcinfo);
        return Datum{0};
    });
}

// NULL counts as an empty text here: NOT NULL constraints of the table refuse it.
FORECAST_WAREHOUSE_FUNCTION(fw_check_holiday_rule) {
    return forecast_warehouse::postgres::enter([fcinfo] {
        forecast_warehouse::core::check_rule(
            {functions::text_argument(fcinfo, 0).value_or(""),
             functions::text_argument(fcinfo, 1).value_or(""),
             functions::text_argument(fcinfo, 2).value_or(""), functions::year_argument(fcinfo, 3),
             functions::year_argument(fcinfo, 4), functions::text_argument(fcinfo, 5).value_or("")});
        return BoolGetDatum(true);
    });
}
