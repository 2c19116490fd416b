#include <fmt/format.h>

#include "core/failure.hpp"
#include "core/text.hpp"
#include "functions/arguments.hpp"
#include "load/rollup.hpp"
#include "load/session.hpp"

// rollup_sales(start_date, end_date, stores, returns): till lines become daily sales. Versions before 1.4
// have no argument returns.

namespace forecast_warehouse::functions {
namespace {

load::returns_mode returns_argument(FunctionCallInfo call) {
    constexpr int position = 3;
    if (call->nargs <= position) {
        return load::returns_mode::net;
    }
    const auto name = text_argument(call, position);
    if (!name) {
        throw core::failure(core::sqlstate::null_value_not_allowed, "returns must not be NULL",
                            "Leave it out for sales net of returns.");
    }
    if (*name != "net" && *name != "separate") {
        throw core::failure(
            core::sqlstate::invalid_parameter_value,
            fmt::format(R"(returns must be "net" or "separate", not "{}")",
                        core::shorten(*name, core::shown_characters)),
            R"(With "separate" returns are in sales_returns, and sales_daily has what went out.)");
    }
    return *name == "net" ? load::returns_mode::net : load::returns_mode::separate;
}

}  // namespace
}  // namespace forecast_warehouse::functions

FORECAST_WAREHOUSE_FUNCTION(fw_rollup_sales) {
    namespace functions = forecast_warehouse::functions;
    return forecast_warehouse::postgres::enter([fcinfo] {
        const auto days = functions::range_arguments(fcinfo, 0, 1);
        const auto stores =
            functions::texts_argument(fcinfo, 2, "stores", "Leave stores out to roll up all of them.");
        const auto outcome = forecast_warehouse::load::roll_up(functions::schema_of(fcinfo), days, stores,
                                                               functions::returns_argument(fcinfo));
        forecast_warehouse::load::remember_load(outcome);
        return functions::make_load_result(fcinfo, outcome);
    });
}
