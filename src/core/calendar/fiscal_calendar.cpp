#include "core/calendar/fiscal_calendar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <variant>

#include "core/failure.hpp"
#include "core/text.hpp"
#include "core/holidays/rule_days.hpp"

namespace forecast_warehouse::core {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr int days_a_week = 7;
constexpr int weeks_a_quarter = 13;
constexpr int quarters = 4;
constexpr int periods_a_quarter = 3;
constexpr std::string_view named_by_end = "end_year";

[[noreturn]] void refuse(std::string_view setting) {
    throw failure(
        sqlstate::invalid_parameter_value,
        fmt::format("invalid fiscal calendar \"{}\"", shorten(setting, shown_characters)),
        "Give 4-5-4, 4-4-5 or 5-4-4, with a start such as mon~01-01 if it is not sun~02-01, or month:1 to "
        "month:12; and end_year after it to name years by their end.");
}

// Removes the first word from a text, and returns it.
std::string_view take_word(std::string_view& text) {
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(word.size());
    return word;
}

// 4-5-4 as three counts of weeks that make a quarter.
std::optional<std::array<int, 3>> weeks_of(std::string_view pattern) {
    for (const std::array weeks : {std::array{4, 5, 4}, {4, 4, 5}, {5, 4, 4}}) {
        if (pattern == fmt::format("{}", fmt::join(weeks, "-"))) {
            return weeks;
        }
    }
    return std::nullopt;
}

// month:2 as a month.
std::optional<std::chrono::month> month_of(std::string_view text) {
    for (unsigned month = 1; month <= 12; ++month) {
        if (text == fmt::format("month:{}", month)) {
            return std::chrono::month{month};
        }
    }
    return std::nullopt;
}

// The day of a holiday rule, if it starts every year on the same weekday.
std::optional<yearly_day> read_weekday_near_date(std::string_view text) {
    std::optional<rule> parsed;
    try {
        parsed = parse_rule(text);
    } catch (const failure&) {
        return std::nullopt;
    }
    const auto* rule = std::get_if<yearly_rule>(&*parsed);
    const auto* date = rule != nullptr ? std::get_if<fixed_day>(&rule->first.anchor) : nullptr;
    const bool fits = date != nullptr && rule->first.search && rule->first.offset == 0 && !rule->last &&
                      rule->length == 1 && date->month / date->day != std::chrono::February / 29;
    return fits ? std::optional{rule->first} : std::nullopt;
}

}  // namespace

fiscal_calendar::fiscal_calendar(std::string_view setting) {
    std::string_view rest = setting;
    const std::string_view kind = take_word(rest);
    std::string_view next = take_word(rest);
    if (const auto weeks = weeks_of(kind)) {
        by_weeks_ = true;
        weeks_ = *weeks;
        if (!next.empty() && next != named_by_end) {
            read_start(next);
            next = take_word(rest);
        }
    } else if (const auto month = month_of(kind)) {
        start_ = *month / 1;
    } else {
        refuse(setting);
    }
    if (!next.empty() && next != named_by_end) {
        refuse(setting);
    }
    if (!take_word(rest).empty()) {
        refuse(setting);
    }
    // A year that begins near 1 January ends in the year of its start.
    const bool is_calendar_year = start_ == std::chrono::January / 1;
    named_after_ = next == named_by_end && !is_calendar_year ? 1 : 0;
}

void fiscal_calendar::read_start(std::string_view text) {
    const std::optional<yearly_day> day = read_weekday_near_date(text);
    if (!day) {
        throw failure(sqlstate::invalid_parameter_value,
                      fmt::format("invalid start of the fiscal year: \"{}\"", text),
                      "Give a weekday near a date that every year has, such as sun~02-01.");
    }
    search_ = *day->search;
    const auto& date = std::get<fixed_day>(day->anchor);
    start_ = date.month / date.day;
}

sys_days fiscal_calendar::start_of(int year) const noexcept {
    const sys_days date = std::chrono::year{year - named_after_} / start_.month() / start_.day();
    return by_weeks_ ? find_weekday(search_, date) : date;
}

fiscal_day fiscal_calendar::describe(sys_days day) const noexcept {
    const std::chrono::year_month_day date{day};
    int year = static_cast<int>(date.year()) + named_after_ + 1;
    while (start_of(year) > day) {
        --year;
    }
    if (by_weeks_) {
        return describe_week(year, static_cast<int>((day - start_of(year)).count()) / days_a_week);
    }
    const auto month = static_cast<int>((date.month() - start_.month()).count());  // 0 to 11
    return {year, month / periods_a_quarter + 1, month + 1, std::nullopt};
}

// week: from 0. The 53rd week belongs to the last period of the fourth quarter.
fiscal_day fiscal_calendar::describe_week(int year, int week) const noexcept {
    const int quarter = std::min(week / weeks_a_quarter, quarters - 1);
    const int left = week - quarter * weeks_a_quarter;
    int period = 0;
    for (int weeks = weeks_[0]; period < periods_a_quarter - 1 && left >= weeks;) {
        ++period;
        weeks += weeks_.at(static_cast<std::size_t>(period));
    }
    return {year, quarter + 1, quarter * periods_a_quarter + period + 1, week + 1};
}

}  // namespace forecast_warehouse::core
