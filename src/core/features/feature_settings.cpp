#include "core/features/feature_settings.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "core/calendar.hpp"
#include "core/failure.hpp"
#include "core/text.hpp"

namespace forecast_warehouse::core {
namespace {

constexpr std::array<std::pair<std::string_view, aggregate>, 5> aggregates{{
    {"mean", aggregate::mean},
    {"std", aggregate::stddev},
    {"min", aggregate::min},
    {"max", aggregate::max},
    {"sum", aggregate::sum},
}};

constexpr std::array<std::pair<std::string_view, unobserved>, 3> treatments{{
    {"null", unobserved::null},
    {"zero", unobserved::zero},
    {"skip", unobserved::skip},
}};

std::string_view unit_of(const feature_settings& settings) noexcept {
    return settings.periods.by_week() ? "week" : "day";
}

std::string periods_in_words(int number, const feature_settings& settings) {
    return fmt::format("{} {}{}", number, unit_of(settings), number == 1 ? "" : "s");
}

void refuse_outside(std::string_view name, int number, const feature_settings& settings) {
    if (number < 1 || number > longest_reach) {
        throw failure(sqlstate::invalid_parameter_value, fmt::format("{} {} is out of range", name, number),
                      fmt::format("Give 1 to {} {}s.", longest_reach, unit_of(settings)));
    }
}

void refuse_twice(std::string_view name, const std::vector<int>& numbers) {
    for (auto each = numbers.begin(); each != numbers.end(); ++each) {
        if (std::find(numbers.begin(), each, *each) != each) {
            throw failure(sqlstate::invalid_parameter_value, fmt::format("{} {} is given twice", name, *each),
                          "Give each once.");
        }
    }
}

// The lags that are long enough, for a hint.
std::string longer_lags(const feature_settings& settings) {
    std::string long_enough;
    for (const int lag : settings.lags) {
        if (lag >= settings.horizon) {
            long_enough += fmt::format("{}{}", long_enough.empty() ? "" : ",", lag);
        }
    }
    return long_enough.empty() ? fmt::format("{}", settings.horizon) : long_enough;
}

void refuse_leaking_lags(const feature_settings& settings) {
    for (const int lag : settings.lags) {
        if (lag < settings.horizon) {
            throw failure(
                sqlstate::invalid_parameter_value,
                fmt::format("lag {} is shorter than the horizon of {}", lag,
                            periods_in_words(settings.horizon, settings)),
                fmt::format(
                    "Leave out lags below the horizon, as in lags => '{{{}}}'; or build a table for a "
                    "shorter horizon.",
                    longer_lags(settings)),
                fmt::format(
                    "A row for a {} is made {} ahead, when the sales of {} before it are not known yet.",
                    unit_of(settings), periods_in_words(settings.horizon, settings),
                    periods_in_words(lag, settings)));
        }
    }
}

void check_windows(const feature_settings& settings) {
    const bool has_std = std::find(settings.aggregates.begin(), settings.aggregates.end(),
                                   aggregate::stddev) != settings.aggregates.end();
    for (const int window : settings.windows) {
        refuse_outside("window", window, settings);
        if (window == 1 && has_std) {
            throw failure(sqlstate::invalid_parameter_value,
                          fmt::format("std of a window of 1 {} is not defined", unit_of(settings)),
                          fmt::format("Give windows of at least 2 {}s, or leave std out of aggregates.",
                                      unit_of(settings)));
        }
    }
    refuse_twice("window", settings.windows);
    for (auto each = settings.aggregates.begin(); each != settings.aggregates.end(); ++each) {
        if (std::find(settings.aggregates.begin(), each, *each) != each) {
            throw failure(sqlstate::invalid_parameter_value,
                          fmt::format("aggregate \"{}\" is given twice", name_of(*each)), "Give each once.");
        }
    }
}

void check_days(const feature_settings& settings) {
    // The last week may begin before the last day that is supported, and end after it.
    constexpr std::chrono::days longest_period{days_of_week};
    if (settings.periods.by_week() && (settings.last_day() > last_supported_day - longest_period ||
                                       settings.cutoff < first_supported_day + longest_period)) {
        throw failure(sqlstate::datetime_field_overflow, "the weeks of the table are out of range",
                      fmt::format("The calendar holds {} to {}.", iso_date(first_supported_day),
                                  iso_date(last_supported_day)));
    }
    if (settings.last_day() > last_supported_day) {
        throw failure(sqlstate::datetime_field_overflow, "cutoff plus horizon is out of range",
                      fmt::format("The calendar holds {} to {}.", iso_date(first_supported_day),
                                  iso_date(last_supported_day)));
    }
    if (settings.start && *settings.start > settings.last_day()) {
        throw failure(sqlstate::invalid_parameter_value,
                      fmt::format("start_date \"{}\" is after the last day of the table, {}",
                                  iso_date(*settings.start), iso_date(settings.last_day())),
                      "The table ends with cutoff plus horizon: give an earlier start_date.");
    }
    expect_last_day(settings.periods, settings.cutoff, "cutoff");
}

std::array<int, 3> later_lags(int horizon, const period_grid& periods) {
    if (periods.by_week()) {
        constexpr int weeks_of_year = 52;
        return {horizon + 1, horizon + 3, (horizon + weeks_of_year - 1) / weeks_of_year * weeks_of_year};
    }
    const int week = (horizon + days_of_week - 1) / days_of_week * days_of_week;
    return {week, week + 7, week + 21};
}

}  // namespace

std::vector<int> default_lags(int horizon, const period_grid& periods) {
    std::vector<int> lags{horizon};
    if (horizon < 1 || horizon > longest_reach) {
        return lags;
    }
    for (const int lag : later_lags(horizon, periods)) {
        if (std::ranges::find(lags, lag) == lags.end() && lag <= longest_reach) {
            lags.push_back(lag);
        }
    }
    return lags;
}

std::vector<int> default_windows(const period_grid& periods) {
    return periods.by_week() ? std::vector{4, 13} : std::vector{7, 28};
}

unobserved unobserved_named(std::string_view name) {
    const auto* found = std::find_if(treatments.begin(), treatments.end(),
                                     [&](const auto& each) { return each.first == name; });
    if (found == treatments.end()) {
        throw failure(sqlstate::invalid_parameter_value,
                      fmt::format("unobserved {} does not exist", quoted(name)), "Give null, zero or skip.");
    }
    return found->second;
}

std::string_view name_of(unobserved each) noexcept {
    return std::find_if(treatments.begin(), treatments.end(),
                        [=](const auto& named) { return named.second == each; })
        ->first;
}

aggregate aggregate_named(std::string_view name) {
    const auto* found = std::find_if(aggregates.begin(), aggregates.end(),
                                     [&](const auto& each) { return each.first == name; });
    if (found == aggregates.end()) {
        throw failure(sqlstate::invalid_parameter_value, fmt::format("aggregate \"{}\" does not exist", name),
                      "Give some of mean, std, min, max and sum.");
    }
    return found->second;
}

std::string_view name_of(aggregate each) noexcept {
    return std::find_if(aggregates.begin(), aggregates.end(),
                        [=](const auto& named) { return named.second == each; })
        ->first;
}

void check(const feature_settings& settings) {
    refuse_outside("horizon", settings.horizon, settings);
    for (const int lag : settings.lags) {
        refuse_outside("lag", lag, settings);
    }
    refuse_twice("lag", settings.lags);
    refuse_leaking_lags(settings);
    check_windows(settings);
    check_days(settings);
}

}  // namespace forecast_warehouse::core
