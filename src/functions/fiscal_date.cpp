#include "calendar/fiscal_setting.hpp"
#include "functions/arguments.hpp"
#include "postgres/guard.hpp"

// fiscal_date(date, fiscal_calendar): the fiscal year, quarter, period and week of a day.

namespace forecast_warehouse::functions {
namespace {

Datum describe(FunctionCallInfo call, const core::fiscal_calendar& calendar, std::chrono::sys_days day) {
    constexpr int columns = 4;
    const core::fiscal_day described = calendar.describe(day);
    return postgres::guard([&] {
        TupleDesc type = nullptr;
        if (get_call_result_type(call, nullptr, &type) != TYPEFUNC_COMPOSITE || type->natts != columns) {
            elog(ERROR, "fiscal_date does not return the columns that the extension defines");
        }
        Datum values[columns] = {Int32GetDatum(described.year), Int32GetDatum(described.quarter),
                                 Int32GetDatum(described.period), Int32GetDatum(described.week.value_or(0))};
        bool nulls[columns] = {false, false, false, !described.week.has_value()};
        return HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(type), values, nulls));
    });
}

}  // namespace
}  // namespace forecast_warehouse::functions

FORECAST_WAREHOUSE_FUNCTION(fw_fiscal_date) {
    namespace functions = forecast_warehouse::functions;
    namespace core = forecast_warehouse::core;
    return forecast_warehouse::postgres::enter([fcinfo]() -> Datum {
        if (!functions::has_argument(fcinfo, 0)) {
            fcinfo->isnull = true;
            return Datum{0};
        }
        const auto day = functions::date_argument(fcinfo, 0, "date");
        const auto named = functions::text_argument(fcinfo, 1);
        return functions::describe(
            fcinfo,
            named ? core::fiscal_calendar(*named) : forecast_warehouse::calendar::current_fiscal_calendar(),
            day);
    });
}
