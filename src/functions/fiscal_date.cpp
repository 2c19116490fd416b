#include <memory>
#include <string>

#include "core/failure.hpp"
#include "functions/call.hpp"
#include "functions/dates.hpp"
#include "functions/fiscal.hpp"
#include "postgres/guard.hpp"

// fiscal_date(date, fiscal_calendar) and the setting that it goes by.

namespace forecast_warehouse::functions {
namespace {

char* setting = nullptr;

// Called by the server, whose frames no exception may cross.
bool check_setting(char** value, void** /*extra*/, GucSource /*source*/) {
    static char complaint[256];
    complaint[0] = '\0';
    try {
        const core::fiscal_calendar calendar{*value};
        static_cast<void>(calendar);
        return true;
    } catch (const std::exception& refusal) {
        strlcpy(complaint, refusal.what(), sizeof(complaint));
    }
    GUC_check_errdetail("%s", complaint);
    return false;
}

Datum describe(FunctionCallInfo call, const core::fiscal_calendar& calendar, std::chrono::sys_days day) {
    constexpr int columns = 4;
    const core::fiscal_day place = calendar.describe(day);
    return postgres::guard([&] {
        TupleDesc type = nullptr;
        if (get_call_result_type(call, nullptr, &type) != TYPEFUNC_COMPOSITE || type->natts != columns) {
            elog(ERROR, "fiscal_date is not what the extension made it");
        }
        Datum values[columns] = {Int32GetDatum(place.year), Int32GetDatum(place.quarter),
                                 Int32GetDatum(place.period), Int32GetDatum(place.week.value_or(0))};
        bool nulls[columns] = {false, false, false, !place.week.has_value()};
        return HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(type), values, nulls));
    });
}

}  // namespace

void define_fiscal_setting() {
    DefineCustomStringVariable(
        "forecast_warehouse.fiscal_calendar", "Sets how years are counted in the fiscal columns of calendar.",
        "4-5-4, 4-4-5 or 5-4-4: weeks of a quarter's periods, the year from the Sunday nearest to 1 "
        "February; "
        "4-5-4 mon~01-01: from another start; month:7: months, from July. end_year behind it: years are "
        "called by their end.",
        &setting, "4-5-4", PGC_USERSET, 0, check_setting, nullptr, nullptr);
}

const core::fiscal_calendar& current_fiscal_calendar() {
    static std::string text;
    static std::unique_ptr<core::fiscal_calendar> calendar;
    if (!calendar || text != setting) {
        calendar = std::make_unique<core::fiscal_calendar>(setting);
        text = setting;
    }
    return *calendar;
}

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
            fcinfo, named ? core::fiscal_calendar(*named) : functions::current_fiscal_calendar(), day);
    });
}
