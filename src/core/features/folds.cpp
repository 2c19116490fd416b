#include "core/features/folds.hpp"

#include <string_view>

#include <fmt/format.h>

#include "core/calendar.hpp"
#include "core/failure.hpp"

namespace forecast_warehouse::core {
namespace {

using std::chrono::days;

days periods(std::int64_t number, const fold_settings& settings) noexcept {
    return days{number * settings.periods.days};
}

// With train_days.
std::chrono::sys_days first_to_train(std::chrono::sys_days cutoff, const fold_settings& settings) noexcept {
    return cutoff - periods(*settings.train_days, settings) + days{1};
}

void check_at_least_one(std::string_view name, int number, const fold_settings& settings) {
    if (number < 1) {
        throw failure(sqlstate::invalid_parameter_value,
                      fmt::format("{} must be at least 1, not {}", name, number),
                      fmt::format("It is a number of {}.", settings.periods.by_week() ? "weeks" : "days"));
    }
}

}  // namespace

void check(const fold_settings& settings) {
    check_at_least_one("step", settings.step, settings);
    check_at_least_one("horizon", settings.horizon, settings);
    if (settings.gap < 0) {
        throw failure(sqlstate::invalid_parameter_value,
                      fmt::format("gap must be at least 0, not {}", settings.gap), "",
                      "A negative gap would test on days that the model was trained on.");
    }
    if (settings.train_days) {
        check_at_least_one("train_days", *settings.train_days, settings);
    }
    if (settings.last_cutoff < settings.first_cutoff) {
        throw failure(sqlstate::invalid_parameter_value,
                      fmt::format(R"(last_cutoff "{}" is before first_cutoff "{}")",
                                  iso_date(settings.last_cutoff), iso_date(settings.first_cutoff)),
                      "Swap them.");
    }
    const bool begins_early =
        settings.train_days && first_to_train(settings.first_cutoff, settings) < first_supported_day;
    const auto last_test =
        settings.last_cutoff + periods(std::int64_t{settings.gap} + settings.horizon, settings);
    if (begins_early || last_test > last_supported_day) {
        throw failure(sqlstate::datetime_field_overflow, "the days of a fold are out of range",
                      fmt::format("The calendar holds {} to {}.", iso_date(first_supported_day),
                                  iso_date(last_supported_day)));
    }
    expect_last_day(settings.periods, settings.first_cutoff, "first_cutoff");
}

std::int64_t count_folds(const fold_settings& settings) noexcept {
    return (settings.last_cutoff - settings.first_cutoff) / periods(settings.step, settings) + 1;
}

fold fold_at(const fold_settings& settings, std::int64_t number) noexcept {
    const auto train_end = settings.first_cutoff + periods((number - 1) * settings.step, settings);
    const auto test_start = train_end + days{1} + periods(settings.gap, settings);
    fold made{number, std::nullopt, train_end, test_start,
              test_start + periods(settings.horizon, settings) - days{1}};
    if (settings.train_days) {
        made.train_start = first_to_train(train_end, settings);
    }
    return made;
}

}  // namespace forecast_warehouse::core
