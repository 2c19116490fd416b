// Rules, dates and holidays as texts, for tests.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "core/calendar.hpp"
#include "core/failure.hpp"
#include "core/holidays/evaluate_calendar.hpp"
#include "listed_calendars.hpp"

namespace forecast_warehouse::core {

// "2024-01-31" as a day.
inline std::chrono::sys_days day_of(std::string_view date) {
    const auto number = [&](std::size_t index, std::size_t length) {
        return std::stoi(std::string{date.substr(index, length)});
    };
    return std::chrono::year{number(0, 4)} / std::chrono::month{static_cast<unsigned>(number(5, 2))} /
           std::chrono::day{static_cast<unsigned>(number(8, 2))};
}

// The rows of both tables.
struct holiday_rows {
    std::vector<holiday_rule> rules;
    std::vector<announced_date> dates;

    // As 2024-12-25 Christmas, with * after an observed day and ? after an estimated one.
    [[nodiscard]] std::vector<std::string> holidays(const std::string& calendar, std::string_view first,
                                                    std::string_view last) const {
        std::vector<std::string> shown;
        for (const holiday& each :
             holidays_between(make_calendar(calendar, rules, dates), day_of(first), day_of(last))) {
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
    for (const holiday& each :
         holidays_between(make_calendar("T", rules), std::chrono::year{first_year} / std::chrono::January / 1,
                          std::chrono::year{last_year} / std::chrono::December / 31)) {
        dates.push_back(iso_date(each.date));
    }
    return dates;
}

// Adds years, from first_year on, to days without years.
inline std::vector<std::string> with_years(int first_year, const std::vector<std::string>& month_days) {
    std::vector<std::string> dates;
    dates.reserve(month_days.size());
    for (const std::string& each : month_days) {
        dates.push_back(std::to_string(first_year++) + "-" + each);
    }
    return dates;
}

// The message of the failure that a call throws, or an empty text.
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
