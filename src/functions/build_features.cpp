#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "calendar/periods.hpp"
#include "core/failure.hpp"
#include "customize/extra_features.hpp"
#include "features/build.hpp"
#include "functions/arguments.hpp"
#include "postgres/spi.hpp"

// build_features(target, cutoff, start_date, horizon, lags, windows, aggregates, store_codes, skus,
// exogenous, extra, unobserved, frequency, signals, features). It makes a table of features, as they were
// known at the cutoff, and returns the number of rows.

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
    exogenous,
    extra,       // from version 1.6 on
    unobserved,  // from version 1.7 on, as those below
    frequency,
    signals,
    chosen_features
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

constexpr const char* leave_out = "Leave it out for its default.";

// Older versions have none of these arguments. Their tables do not have the states of days.
void add_settings_of_1_7(FunctionCallInfo call, core::feature_settings& settings) {
    if (call->nargs <= frequency) {
        return;
    }
    settings.day_states = true;
    settings.missing = core::unobserved_named(required_text(call, unobserved, "unobserved", leave_out));
    settings.periods =
        calendar::periods_of(core::frequency_named(required_text(call, frequency, "frequency", leave_out)));
    settings.choices = core::choices_named(
        texts_argument(call, chosen_features, "features").value_or(std::vector<std::string>{}),
        settings.periods);
}

// The default depends on the frequency. In older versions it is in the signature.
std::vector<int> windows_of(FunctionCallInfo call, const core::period_grid& periods) {
    const auto given = integers_argument(call, windows, "windows");
    return call->nargs <= frequency ? required(given, "windows")
                                    : given.value_or(core::default_windows(periods));
}

// A list of an argument that older versions lack.
std::vector<std::string> later_texts(FunctionCallInfo call, int position, const char* name) {
    return call->nargs > position ? texts_argument(call, position, name).value_or(std::vector<std::string>())
                                  : std::vector<std::string>();
}

core::feature_settings feature_settings_of(FunctionCallInfo call) {
    core::feature_settings settings{};
    add_settings_of_1_7(call, settings);
    settings.cutoff = date_argument(call, cutoff, "cutoff");
    if (has_argument(call, start_date)) {
        settings.start = date_argument(call, start_date, "start_date");
    }
    settings.horizon = DatumGetInt32(required(datum_argument(call, horizon), "horizon", leave_out));
    settings.lags = integers_argument(call, lags, "lags")
                        .value_or(core::default_lags(settings.horizon, settings.periods));
    settings.windows = windows_of(call, settings.periods);
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
    return {*name,
            feature_settings_of(call),
            texts_argument(call, store_codes, "store_codes"),
            texts_argument(call, skus, "skus"),
            later_texts(call, signals, "signals"),
            later_texts(call, extra, "extra")};
}

// Builds the table, then adds the columns of users.
std::int64_t build_with_extra(FunctionCallInfo call) {
    const Oid schema = schema_of(call);
    features::feature_request request = request_of(call);
    if (request.extra.empty()) {
        return features::build(schema, request);
    }
    std::int64_t rows = 0;
    postgres::with_spi([&] {
        const customize::extra_features added(schema, request.extra);
        request.extra = added.names();
        rows = features::build(schema, request);
        added.add_to(request.target);
    });
    return rows;
}

}  // namespace
}  // namespace forecast_warehouse::functions

FORECAST_WAREHOUSE_FUNCTION(fw_build_features) {
    namespace functions = forecast_warehouse::functions;
    return forecast_warehouse::postgres::enter(
        [fcinfo]() -> Datum { return Int64GetDatum(functions::build_with_extra(fcinfo)); });
}
