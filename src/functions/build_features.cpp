#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/failure.hpp"
#include "features/build.hpp"
#include "functions/arguments.hpp"

// build_features(target, cutoff, start_date, horizon, lags, windows, aggregates, store_codes, skus,
// exogenous). It makes a table of features, as they were known at the cutoff, and returns the number of rows.

namespace forecast_warehouse::functions {
namespace {

// The positions of the arguments.
enum argument {
    target,
    cutoff,
    start_date,
    horizon,
    lags,
    windows,
    aggregates,
    store_codes,
    skus,
    exogenous
};

template <class Value>
Value required(std::optional<Value> value, const char* name,
               const char* hint = "Leave it out for its default; '{}' means none.") {
    if (!value) {
        throw core::failure(core::sqlstate::null_value_not_allowed, fmt::format("{} must not be NULL", name),
                            hint);
    }
    return *std::move(value);
}

std::optional<Datum> datum_argument(FunctionCallInfo call, int position) {
    return has_argument(call, position) ? std::optional(call->args[position].value) : std::nullopt;
}

core::feature_settings feature_settings_of(FunctionCallInfo call) {
    constexpr const char* leave_out = "Leave it out for its default.";
    core::feature_settings settings{};
    settings.cutoff = date_argument(call, cutoff, "cutoff");
    if (has_argument(call, start_date)) {
        settings.start = date_argument(call, start_date, "start_date");
    }
    settings.horizon = DatumGetInt32(required(datum_argument(call, horizon), "horizon", leave_out));
    settings.lags = integers_argument(call, lags, "lags").value_or(core::default_lags(settings.horizon));
    settings.windows = required(integers_argument(call, windows, "windows"), "windows");
    for (const std::string& name : required(texts_argument(call, aggregates, "aggregates"), "aggregates")) {
        settings.aggregates.push_back(core::aggregate_named(name));
    }
    settings.exogenous = DatumGetBool(required(datum_argument(call, exogenous), "exogenous", leave_out));
    return settings;
}

features::feature_request request_of(FunctionCallInfo call) {
    const std::optional<std::string> name = text_argument(call, target);
    if (!name) {
        throw core::failure(core::sqlstate::null_value_not_allowed, "target must not be NULL",
                            "Give the name of the new table.");
    }
    return {*name, feature_settings_of(call), texts_argument(call, store_codes, "store_codes"),
            texts_argument(call, skus, "skus")};
}

}  // namespace
}  // namespace forecast_warehouse::functions

FORECAST_WAREHOUSE_FUNCTION(fw_build_features) {
    namespace functions = forecast_warehouse::functions;
    return forecast_warehouse::postgres::enter([fcinfo]() -> Datum {
        return Int64GetDatum(
            forecast_warehouse::features::build(functions::schema_of(fcinfo), functions::request_of(fcinfo)));
    });
}
