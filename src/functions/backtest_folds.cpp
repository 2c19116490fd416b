#include <fmt/format.h>

#include "calendar/periods.hpp"
#include "core/calendar.hpp"
#include "core/failure.hpp"
#include "core/features/folds.hpp"
#include "functions/arguments.hpp"
#include "postgres/datums.hpp"
#include "postgres/guard.hpp"

// backtest_folds(first_cutoff, last_cutoff, step, horizon, gap, train_days, frequency) returns a row with the
// days of each fold. Older versions have no frequency.

namespace forecast_warehouse::functions {
namespace {

int number_argument(FunctionCallInfo call, int position, const char* name) {
    if (!has_argument(call, position)) {
        throw core::failure(core::sqlstate::null_value_not_allowed, fmt::format("{} must not be NULL", name),
                            "Give a number of days.");
    }
    return DatumGetInt32(call->args[position].value);
}

core::fold_settings fold_settings_of(FunctionCallInfo call) {
    core::fold_settings settings{.first_cutoff = date_argument(call, 0, "first_cutoff"),
                                 .last_cutoff = date_argument(call, 1, "last_cutoff"),
                                 .step = number_argument(call, 2, "step"),
                                 .horizon = number_argument(call, 3, "horizon"),
                                 .gap = number_argument(call, 4, "gap"),
                                 .train_days = std::nullopt,
                                 .periods = {}};
    constexpr int train_days = 5;
    if (has_argument(call, train_days)) {
        settings.train_days = DatumGetInt32(call->args[train_days].value);
    }
    constexpr int frequency = 6;
    if (call->nargs > frequency) {
        settings.periods = calendar::periods_of(core::frequency_named(
            required_text(call, frequency, "frequency", "Leave it out for its default.")));
    }
    core::check(settings);
    return settings;
}

void put_fold(FunctionCallInfo call, const core::fold& fold) {
    using postgres::date_datum;
    Datum values[] = {Int32GetDatum(static_cast<std::int32_t>(fold.number)),
                      fold.train_start ? date_datum(*fold.train_start) : Datum{0}, date_datum(fold.train_end),
                      date_datum(fold.test_start), date_datum(fold.test_end)};
    bool nulls[] = {false, !fold.train_start, false, false, false};
    postgres::check_interrupts();
    put_row(call, values, nulls);
}

}  // namespace
}  // namespace forecast_warehouse::functions

FORECAST_WAREHOUSE_FUNCTION(fw_backtest_folds) {
    namespace functions = forecast_warehouse::functions;
    namespace core = forecast_warehouse::core;
    return forecast_warehouse::postgres::enter([fcinfo]() -> Datum {
        const core::fold_settings settings = functions::fold_settings_of(fcinfo);
        forecast_warehouse::postgres::guard([fcinfo] { InitMaterializedSRF(fcinfo, 0); });
        const std::int64_t folds = core::count_folds(settings);
        for (std::int64_t number = 1; number <= folds; ++number) {
            functions::put_fold(fcinfo, core::fold_at(settings, number));
        }
        return Datum{0};
    });
}
