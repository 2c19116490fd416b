#include <string>
#include <vector>

#include <fmt/format.h>

#include "core/calendar.hpp"
#include "core/failure.hpp"
#include "core/holidays/holidays.hpp"
#include "core/text.hpp"
#include "functions/call.hpp"
#include "functions/dates.hpp"
#include "functions/holiday_tables.hpp"
#include "postgres/datums.hpp"
#include "postgres/guard.hpp"
#include "postgres/memory.hpp"

// holidays(calendar, start_date, end_date) and calendar_days(...): the days of a holiday calendar, as rows.
// check_holiday_rule(...): whether a row of holiday_rule makes sense, asked when it is written.

namespace forecast_warehouse::functions {
namespace {

std::string required_text(FunctionCallInfo call, int place, const char* name) {
    auto text = text_argument(call, place);
    if (!text) {
        throw core::failure("22004", fmt::format("{} must not be NULL", name));
    }
    return *std::move(text);
}

void list_holidays(FunctionCallInfo call) {
    const std::string name = required_text(call, 0, "calendar");
    const date_range range = range_arguments(call, 1, 2);
    postgres::guard([call] { InitMaterializedSRF(call, 0); });
    const auto stored = read_calendar(schema_of(call), name);
    const postgres::arena memory("holidays");
    const postgres::inside inside(memory);
    for (const core::holiday& each : core::holidays_between(stored->calendar, range.first, range.last)) {
        Datum values[] = {postgres::date_datum(each.date), postgres::text_datum(each.name),
                          postgres::text_datum(each.category), BoolGetDatum(each.observed),
                          BoolGetDatum(each.estimated)};
        bool nulls[std::size(values)] = {};
        put_row(call, values, nulls);
    }
}

void list_days(FunctionCallInfo call) {
    const std::string name = required_text(call, 0, "calendar");
    const date_range range = range_arguments(call, 1, 2);
    postgres::guard([call] { InitMaterializedSRF(call, 0); });
    const auto stored = read_calendar(schema_of(call), name);
    const std::vector<core::holiday> holidays = marked_holidays(stored->calendar, range.first, range.last);
    const postgres::arena memory("calendar days");
    const postgres::inside inside(memory);
    auto next = holidays.begin();
    for (std::chrono::sys_days day = range.first; day <= range.last; day += std::chrono::days{1}) {
        std::vector<std::string> names;
        for (; next != holidays.end() && next->date == day; ++next) {
            names.push_back(next->name);
        }
        Datum values[] = {
            postgres::date_datum(day), BoolGetDatum(stored->calendar.is_weekend(day)),
            BoolGetDatum(!names.empty()),
            names.empty() ? Datum{0} : postgres::text_datum(core::join_names(names, longest_holiday_name)),
            BoolGetDatum(stored->business_days.is_business_day(day))};
        bool nulls[] = {false, false, false, names.empty(), false};
        put_row(call, values, nulls);
    }
}

std::optional<int> year_argument(FunctionCallInfo call, int place) {
    return has_argument(call, place) ? std::optional<int>(DatumGetInt32(call->args[place].value))
                                     : std::nullopt;
}

}  // namespace
}  // namespace forecast_warehouse::functions

namespace functions = forecast_warehouse::functions;

FORECAST_WAREHOUSE_FUNCTION(fw_holidays) {
    return forecast_warehouse::postgres::enter([fcinfo] {
        functions::list_holidays(fcinfo);
        return Datum{0};
    });
}

FORECAST_WAREHOUSE_FUNCTION(fw_calendar_days) {
    return forecast_warehouse::postgres::enter([fcinfo] {
        functions::list_days(fcinfo);
        return Datum{0};
    });
}

// The columns that must not be NULL are so by themselves.
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
