#include <memory>
#include <string>

#include "core/failure.hpp"
#include "core/text.hpp"
#include "functions/call.hpp"
#include "functions/dates.hpp"
#include "functions/fiscal.hpp"
#include "postgres/early_settings.hpp"
#include "postgres/guard.hpp"

// fiscal_date(date, fiscal_calendar) and the setting that it goes by.

namespace forecast_warehouse::functions {
namespace {

char* setting = nullptr;
postgres::early_setting early("forecast_warehouse.fiscal_calendar");

// Says what is wrong with a setting; NULL: nothing. Not a std::string, for the server may leave its reader by
// longjmp. The text is cut between characters, for clients refuse half of one.
const char* complain_about(const char* value) noexcept {
    constexpr std::size_t most_characters = 200;
    constexpr std::size_t ellipsis = 4;
    static char complaint[most_characters * MAX_MULTIBYTE_CHAR_LEN + ellipsis];
    try {
        try {
            const core::fiscal_calendar calendar{value};
            static_cast<void>(calendar);
            return nullptr;
        } catch (const core::failure& refusal) {
            strlcpy(complaint, core::shorten(refusal.what(), most_characters).c_str(), sizeof(complaint));
        }
    } catch (...) {
        strlcpy(complaint, "It could not be read.", sizeof(complaint));
    }
    return complaint;
}

// Called by the server, whose frames no exception may cross.
bool check_setting(char** value, void** /*extra*/, GucSource /*source*/) {
    const char* complaint = complain_about(*value);
    if (complaint != nullptr) {
        GUC_check_errdetail("%s", complaint);
    }
    return complaint == nullptr;
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
    early.before_definition();
    DefineCustomStringVariable(
        "forecast_warehouse.fiscal_calendar", "Sets how years are counted in the fiscal columns of calendar.",
        "4-5-4, 4-4-5 or 5-4-4: weeks of a quarter's periods, the year from the Sunday nearest to 1 "
        "February; "
        "4-5-4 mon~01-01: from another start; month:7: months, from July. end_year behind it: years are "
        "called by their end.",
        &setting, "4-5-4", PGC_USERSET, 0, check_setting, [](const char*, void*) { early.forget(); },
        nullptr);
    early.after_definition();
}

const core::fiscal_calendar& current_fiscal_calendar() {
    early.expect_valid("4-5-4 is one of them; doc/holidays.md has the others.");
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
