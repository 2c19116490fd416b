#include "core/features/feature_settings.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "core/calendar.hpp"
#include "core/failure.hpp"

namespace forecast_warehouse::core {
namespace {

constexpr std::array<std::pair<std::string_view, aggregate>, 5> aggregates{{
    {"mean", aggregate::mean},
    {"std", aggregate::stddev},
    {"min", aggregate::min},
    {"max", aggregate::max},
    {"sum", aggregate::sum},
}};

std::string days_in_words(int days) {
    return fmt::format("{} day{}", days, days == 1 ? "" : "s");
}

void refuse_outside(std::string_view name, int number) {
    if (number < 1 || number > longest_reach) {
        throw failure(sqlstate::invalid_parameter_value, fmt::format("{} {} is out of range", name, number),
                      fmt::format("Give 1 to {} days.", longest_reach));
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
                fmt::format("lag {} is shorter than the horizon of {}", lag, days_in_words(settings.horizon)),
                fmt::format(
                    "Leave out lags below the horizon, as in lags => '{{{}}}'; or build a table for a "
                    "shorter horizon.",
                    longer_lags(settings)),
                fmt::format("A row for a day is made {} ahead, when the sales of {} before it are not known "
                            "yet.",
                            days_in_words(settings.horizon), days_in_words(lag)));
        }
    }
}

void check_windows(const feature_settings& settings) {
    const bool has_std = std::find(settings.aggregates.begin(), settings.aggregates.end(),
                                   aggregate::stddev) != settings.aggregates.end();
    for (const int window : settings.windows) {
        refuse_outside("window", window);
        if (window == 1 && has_std) {
            throw failure(sqlstate::invalid_parameter_value, "std of a window of 1 day is not defined",
                          "Give windows of at least 2 days, or leave std out of aggregates.");
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
}

}  // namespace

std::vector<int> default_lags(int horizon) {
    std::vector<int> lags{horizon};
    if (horizon < 1 || horizon > longest_reach) {
        return lags;
    }
    const int week = (horizon + 6) / 7 * 7;
    for (const int lag : {week, week + 7, week + 21}) {
        if (lag != horizon && lag <= longest_reach) {
            lags.push_back(lag);
        }
    }
    return lags;
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
    refuse_outside("horizon", settings.horizon);
    for (const int lag : settings.lags) {
        refuse_outside("lag", lag);
    }
    refuse_twice("lag", settings.lags);
    refuse_leaking_lags(settings);
    check_windows(settings);
    check_days(settings);
}

}  // namespace forecast_warehouse::core
