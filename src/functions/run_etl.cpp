#include <string_view>

#include <fmt/format.h>

#include "core/orders/order_day.hpp"
#include "core/text.hpp"
#include "functions/arguments.hpp"
#include "orders/etl.hpp"
#include "postgres/datums.hpp"

// run_etl(on_reject, holidays), and order_day(value) and trimmed(value), which its views call.

namespace forecast_warehouse::functions {
namespace {

void put_step(FunctionCallInfo call, const std::string& step, const load::load_outcome& outcome) {
    const load::load_counts& counts = outcome.counts;
    Datum values[] = {postgres::text_datum(step),      Int64GetDatum(counts.received),
                      Int64GetDatum(counts.inserted),  Int64GetDatum(counts.updated),
                      Int64GetDatum(counts.unchanged), Int64GetDatum(counts.merged),
                      Int64GetDatum(counts.rejected),  Int64GetDatum(outcome.batch_id)};
    bool nulls[std::size(values)] = {};
    nulls[std::size(values) - 1] = outcome.batch_id == 0;
    put_row(call, values, nulls);
}

Datum run_etl(FunctionCallInfo call) {
    const load::reject_policy rejects =
        load::parse_reject_policy(required_text(call, 0, "on_reject", "Leave it out for quarantine."));
    const auto holidays = text_argument(call, 1);
    const Oid schema = schema_of(call);
    postgres::guard([call] { InitMaterializedSRF(call, MAT_SRF_USE_EXPECTED_DESC); });
    put_step(call, "calendar",
             orders::in_step("calendar", [&] { return orders::fill_years(schema, holidays); }));
    for (const char* table : orders::loaded_tables()) {
        const load::load_outcome outcome =
            orders::in_step(table, [&] { return orders::load_table(schema, table, rejects); });
        put_step(call, table, outcome);
        if (std::string_view(table) == "sales_order_line" && outcome.counts.inserted > 0) {
            orders::report_moved_lines(schema);
        }
    }
    return Datum{0};
}

Datum order_day(FunctionCallInfo call) {
    const auto text = text_argument(call, 0);
    const auto day = text ? core::read_order_day(*text) : std::nullopt;
    if (!day) {
        call->isnull = true;
        return Datum{0};
    }
    return postgres::date_datum(*day);
}

// Strict.
Datum trimmed(FunctionCallInfo call) {
    const std::string text = text_argument(call, 0).value_or("");
    return postgres::text_datum(std::string(core::trim_invisible(text, GetDatabaseEncoding() == PG_UTF8)));
}

}  // namespace
}  // namespace forecast_warehouse::functions

FORECAST_WAREHOUSE_FUNCTION(fw_run_etl) {
    return forecast_warehouse::postgres::enter(
        [fcinfo] { return forecast_warehouse::functions::run_etl(fcinfo); });
}

FORECAST_WAREHOUSE_FUNCTION(fw_order_day) {
    return forecast_warehouse::postgres::enter(
        [fcinfo] { return forecast_warehouse::functions::order_day(fcinfo); });
}

FORECAST_WAREHOUSE_FUNCTION(fw_trimmed) {
    return forecast_warehouse::postgres::enter(
        [fcinfo] { return forecast_warehouse::functions::trimmed(fcinfo); });
}
