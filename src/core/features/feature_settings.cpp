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

// What a row of the server's may have and weigh, in columns and bytes.
constexpr std::size_t most_columns = 1600;
constexpr std::size_t largest_row = 8160;
constexpr std::size_t row_header = 24;

std::string days_in_words(int days) {
    return fmt::format("{} day{}", days, days == 1 ? "" : "s");
}

void refuse_outside(std::string_view what, int number) {
    if (number < 1 || number > longest_reach) {
        throw failure(sqlstate::invalid_parameter_value, fmt::format("{} {} is out of range", what, number),
                      fmt::format("Give 1 to {} days.", longest_reach));
    }
}

void refuse_twice(std::string_view what, const std::vector<int>& numbers) {
    for (auto each = numbers.begin(); each != numbers.end(); ++each) {
        if (std::find(numbers.begin(), each, *each) != each) {
            throw failure(sqlstate::invalid_parameter_value, fmt::format("{} {} is given twice", what, *each),
                          "Give each once.");
        }
    }
}

// The first lags that are long enough, for a hint.
std::string longer_lags(const feature_settings& settings) {
    std::string kept;
    for (const int lag : settings.lags) {
        if (lag >= settings.horizon) {
            kept += fmt::format("{}{}", kept.empty() ? "" : ",", lag);
        }
    }
    return kept.empty() ? fmt::format("{}", settings.horizon) : kept;
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
    const bool deviation = std::find(settings.aggregates.begin(), settings.aggregates.end(),
                                     aggregate::stddev) != settings.aggregates.end();
    for (const int window : settings.windows) {
        refuse_outside("window", window);
        if (window == 1 && deviation) {
            throw failure(sqlstate::invalid_parameter_value, "std of a window of 1 day is not defined",
                          "Give windows of at least 2 days, or leave std out of aggregates.");
        }
    }
    refuse_twice("window", settings.windows);
    for (auto each = settings.aggregates.begin(); each != settings.aggregates.end(); ++each) {
        if (std::find(settings.aggregates.begin(), each, *each) != each) {
            throw failure(sqlstate::invalid_parameter_value,
                          fmt::format("aggregate {} is given twice", name_of(*each)), "Give each once.");
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
                      fmt::format("start_date {} is after the last day of the table, {}",
                                  iso_date(*settings.start), iso_date(settings.last_day())),
                      "The table ends with cutoff plus horizon: give an earlier start_date.");
    }
}

// How a value lies in a row: its bytes, and what its place is a multiple of.
struct layout {
    std::size_t bytes;
    std::size_t aligned_to;
};

layout layout_of(feature_type type) noexcept {
    switch (type) {
        case feature_type::flag:
            return {1, 1};
        case feature_type::date:
        case feature_type::integer:
            return {4, 4};
        case feature_type::bigint:
        case feature_type::real:
            return {8, 8};
        case feature_type::money:
        case feature_type::share:
            break;
    }
    // Short numbers of the server's numeric type.
    return {16, 1};
}

void check_width(const feature_settings& settings) {
    const std::vector<feature_column> columns = table_columns(settings);
    constexpr const char* hint = "Give fewer lags, windows or aggregates.";
    if (columns.size() > most_columns) {
        throw failure(sqlstate::too_many_columns,
                      fmt::format("a feature table can have {} columns at most, and this one has {}",
                                  most_columns, columns.size()),
                      hint);
    }
    std::size_t bytes = row_header + columns.size() / 8 + 8;
    for (const feature_column& each : columns) {
        const layout place = layout_of(each.type);
        bytes = (bytes + place.aligned_to - 1) / place.aligned_to * place.aligned_to + place.bytes;
    }
    if (bytes > largest_row) {
        throw failure(sqlstate::program_limit_exceeded,
                      fmt::format("a row of {} columns would be larger than a page", columns.size()), hint);
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
        throw failure(sqlstate::invalid_parameter_value, fmt::format("there is no aggregate {}", name),
                      "It is one of mean, std, min, max and sum.");
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
    check_width(settings);
}

std::vector<feature_column> sales_columns(const feature_settings& settings) {
    std::vector<feature_column> columns;
    for (const int lag : settings.lags) {
        columns.push_back({fmt::format("lag_{}", lag), feature_type::integer});
    }
    for (const int window : settings.windows) {
        for (const aggregate each : settings.aggregates) {
            feature_type type = feature_type::integer;
            if (each == aggregate::mean || each == aggregate::stddev) {
                type = feature_type::real;
            } else if (each == aggregate::sum) {
                type = feature_type::bigint;
            }
            columns.push_back({fmt::format("rolling_{}_{}", name_of(each), window), type});
        }
    }
    columns.push_back({"days_since_last_sale", feature_type::integer});
    return columns;
}

std::vector<feature_column> driver_columns(const feature_settings& settings) {
    return {{"price", feature_type::money},
            {"price_change_7d", feature_type::real},
            {"on_promotion", feature_type::flag},
            {"promo_discount_pct", feature_type::share},
            {fmt::format("stockout_lag_{}", settings.horizon), feature_type::flag}};
}

std::vector<feature_column> calendar_columns() {
    return {{"day_of_week", feature_type::integer},
            {"day_of_month", feature_type::integer},
            {"iso_week", feature_type::integer},
            {"month", feature_type::integer},
            {"quarter", feature_type::integer},
            {"year", feature_type::integer},
            {"fiscal_week", feature_type::integer},
            {"is_weekend", feature_type::flag},
            {"is_business_day", feature_type::flag},
            {"is_holiday", feature_type::flag},
            {"days_to_next_holiday", feature_type::integer}};
}

std::vector<feature_column> table_columns(const feature_settings& settings) {
    std::vector<feature_column> columns{{"date", feature_type::date},
                                        {"store_id", feature_type::integer},
                                        {"product_id", feature_type::integer},
                                        {"quantity", feature_type::integer}};
    const auto append = [&columns](const std::vector<feature_column>& more) {
        columns.insert(columns.end(), more.begin(), more.end());
    };
    append(sales_columns(settings));
    if (settings.exogenous) {
        append(driver_columns(settings));
        append(calendar_columns());
    }
    return columns;
}

}  // namespace forecast_warehouse::core
