// Holidays as tests read best: rules and dates by their text.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "core/calendar.hpp"
#include "core/failure.hpp"
#include "core/holidays/holidays.hpp"

namespace forecast_warehouse::core {

// "2024-01-31" as a day.
inline std::chrono::sys_days day_of(std::string_view date) {
    const auto number = [&](std::size_t place, std::size_t length) {
        return std::stoi(std::string{date.substr(place, length)});
    };
    return std::chrono::year{number(0, 4)} / std::chrono::month{static_cast<unsigned>(number(5, 2))} /
           std::chrono::day{static_cast<unsigned>(number(8, 2))};
}

// The rows of both tables, from which the holidays of a calendar are asked.
struct holiday_rows {
    std::vector<holiday_rule> rules;
    std::vector<announced_date> dates;

    // 2024-12-25 Christmas, with * behind an observed day and ? behind an estimated one.
    [[nodiscard]] std::vector<std::string> holidays(const std::string& calendar, std::string_view first,
                                                    std::string_view last) const {
        std::vector<std::string> shown;
        for (const holiday& each :
             holidays_between(holiday_calendar{calendar, rules, dates}, day_of(first), day_of(last))) {
            shown.push_back(iso_date(each.date) + " " + each.name + (each.observed ? "*" : "") +
                            (each.estimated ? "?" : ""));
        }
        return shown;
    }
};

// The days of one rule from the first day of a year to the last day of another.
inline std::vector<std::string> dates_of(const std::string& rule, int first_year, int last_year) {
    const std::vector<holiday_rule> rules{{"T", "H", rule, {}, {}, {}}};
    std::vector<std::string> dates;
    for (const holiday& each : holidays_between(holiday_calendar{"T", rules, {}},
                                                std::chrono::year{first_year} / std::chrono::January / 1,
                                                std::chrono::year{last_year} / std::chrono::December / 31)) {
        dates.push_back(iso_date(each.date));
    }
    return dates;
}

// The message with which something is refused, or nothing.
template <typename call>
std::string refusal(call&& attempt) {
    try {
        attempt();
    } catch (const failure& refused) {
        return refused.what();
    }
    return {};
}

using dates = std::vector<std::string>;

}  // namespace forecast_warehouse::core
