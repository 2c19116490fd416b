// Evaluates holiday rules from inputs of libFuzzer. There must be no crash, no hang and no exception except a
// refusal. Holidays must be in order.
//
// A line is a row: calendar|name|rule|from_year|to_year|category. An announced date is
// @calendar|name|YYYY-MM-DD|action|status|category. The calendar A is evaluated.
#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "core/calendar.hpp"
#include "../unit/listed_calendars.hpp"
#include "core/failure.hpp"
#include "core/holidays/evaluate_calendar.hpp"

namespace {

using namespace forecast_warehouse::core;
using std::chrono::days;
using std::chrono::sys_days;

constexpr std::size_t most_rows = 60;

std::string_view take_until(std::string_view& text, char end) {
    const std::size_t length = std::min(text.find(end), text.size());
    const std::string_view taken = text.substr(0, length);
    text.remove_prefix(std::min(length + 1, text.size()));
    return taken;
}

std::array<std::string_view, 6> fields_of(std::string_view line) {
    std::array<std::string_view, 6> fields;
    for (std::string_view& each : fields) {
        each = take_until(line, '|');
    }
    return fields;
}

std::optional<int> number(std::string_view text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} ? std::optional{value} : std::nullopt;
}

// Any number of days around 2024 for a date that is none, so that most inputs make a row.
sys_days date(std::string_view text) {
    const std::string_view whole = text;
    const auto year = number(take_until(text, '-'));
    const auto month = number(take_until(text, '-'));
    const auto day = number(text);
    const std::chrono::year_month_day given{std::chrono::year{year.value_or(0)},
                                            std::chrono::month{static_cast<unsigned>(month.value_or(0))},
                                            std::chrono::day{static_cast<unsigned>(day.value_or(0))}};
    const sys_days guess = sys_days{std::chrono::year{2024} / 1 / 1} + days{whole.size()};
    return given.ok() && is_supported(given) ? sys_days{given} : guess;
}

// Near today, the century's turn, and both ends of the calendar.
sys_days start_of(std::size_t choice) {
    constexpr std::array years{2024, 1999, 1, 9998, 2400, 1599};
    return std::chrono::year{years.at(choice % years.size())} / 1 / 1;
}

void check(const std::vector<holiday>& found, sys_days first, sys_days last) {
    for (std::size_t index = 0; index < found.size(); ++index) {
        const holiday& each = found[index];
        const bool ordered = index == 0 || std::tie(found[index - 1].date, found[index - 1].name) <
                                               std::tie(each.date, each.name);
        if (!ordered || each.date < first || last < each.date || each.category.empty()) {
            std::abort();
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view text{reinterpret_cast<const char*>(data), size};
    std::vector<holiday_rule> rules;
    std::vector<announced_date> dates;
    while (!text.empty() && rules.size() + dates.size() < most_rows) {
        std::string_view line = take_until(text, '\n');
        const bool announced = line.starts_with('@');
        line.remove_prefix(announced ? 1 : 0);
        const auto [calendar, name, third, fourth, fifth, category] = fields_of(line);
        if (announced) {
            dates.push_back({std::string{calendar}, date(third), std::string{name}, std::string{fourth},
                             std::string{fifth}, std::string{category}});
        } else {
            rules.push_back({std::string{calendar}, std::string{name}, std::string{third}, number(fourth),
                             number(fifth), std::string{category}});
        }
    }
    try {
        const holiday_calendar calendar = make_calendar("A", rules, dates);
        const sys_days first = start_of(size);
        const sys_days last = first + days{700};
        check(holidays_between(calendar, first, last), first, last);
    } catch (const failure&) {
        // A refusal is an answer.
    }
    return 0;
}
