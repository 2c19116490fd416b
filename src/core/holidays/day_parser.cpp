#include "core/holidays/day_parser.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <span>
#include <string_view>
#include <utility>

namespace forecast_warehouse::core {
namespace {

using names = std::span<const std::string_view>;

constexpr std::array<std::string_view, 7> weekdays{"sun", "mon", "tue", "wed", "thu", "fri", "sat"};

constexpr std::array<std::string_view, 13> hebrew_month_names{
    "tishrei", "heshvan", "kislev", "tevet", "shevat", "adar_i", "adar",
    "nisan",   "iyar",    "sivan",  "tamuz", "av",     "elul"};

constexpr std::array<std::string_view, 12> islamic_month_names{
    "muharram", "safar",  "rabi_i",  "rabi_ii", "jumada_i",     "jumada_ii",
    "rajab",    "shaban", "ramadan", "shawwal", "dhu_al_qadah", "dhu_al_hijjah"};

// The text form of the days of a calendar's months.
struct month_notation {
    std::string_view prefix;
    month_system system;
    names months;  // empty: by number
};

constexpr std::array month_notations{
    month_notation{"hebrew", month_system::hebrew, hebrew_month_names},
    month_notation{"islamic", month_system::islamic, islamic_month_names},
    month_notation{"islamic_civil", month_system::islamic_civil, islamic_month_names},
    month_notation{"chinese", month_system::chinese, {}},
    month_notation{"dangi", month_system::dangi, {}},
};

// The longest notation first, where one is the start of another.
constexpr std::array<std::pair<std::string_view, direction>, 5> directions{{
    {"<=", direction::on_or_before},
    {">=", direction::on_or_after},
    {"<", direction::before},
    {">", direction::after},
    {"~", direction::nearest},
}};

// The index of a word in a list, or the list's size.
std::size_t find(names list, std::string_view word) {
    return static_cast<std::size_t>(std::distance(list.begin(), std::find(list.begin(), list.end(), word)));
}

std::chrono::month expect_month(rule_scanner& text) {
    return std::chrono::month{static_cast<unsigned>(text.expect_number("a month", 1, 12, 2))};
}

// +3, -2, or nothing, which is 0.
int take_offset(rule_scanner& text) {
    if (text.take("+")) {
        return text.expect_number("a count of days", 0, longest_span);
    }
    if (text.take("-")) {
        return -text.expect_number("a count of days", 0, longest_span);
    }
    return 0;
}

// #4thu, #-1mon, after the month.
nth_weekday expect_nth(rule_scanner& text, std::chrono::month month) {
    const int sign = text.take("-") ? -1 : 1;
    const int n = sign * text.expect_number("a count", 1, 5);
    return {month, n, expect_weekday(text)};
}

// 07-04 or 11#4thu.
anchor_point expect_month_point(rule_scanner& text) {
    const std::size_t start = text.mark();
    const std::chrono::month month = expect_month(text);
    if (text.take("#")) {
        return expect_nth(text, month);
    }
    if (!text.take("-")) {
        text.fail_expecting(R"("-" and a day, or "#" and a weekday)");
    }
    const std::chrono::day day{static_cast<unsigned>(text.expect_number("a day", 1, 31, 2))};
    if (!(std::chrono::year{2000} / month / day).ok()) {  // a leap year
        text.fail_expecting("a day that exists", start);
    }
    return fixed_day{month, day};
}

// tishrei-01 or 08-15, after the colon.
anchor_point expect_month_day(rule_scanner& text, const month_notation& notation) {
    const std::size_t start = text.mark();
    int month = 0;
    if (notation.months.empty()) {
        month = text.expect_number("a month", 1, 12, 2);
    } else {
        const std::size_t found = find(notation.months, text.take_word());
        if (found == notation.months.size()) {
            text.fail_expecting(
                fmt::format("a month ({})", fmt::join(notation.months.begin(), notation.months.end(), ", ")),
                start);
        }
        month = static_cast<int>(found) + 1;
    }
    text.expect("-");
    return month_day{notation.system, month, text.expect_number("a day", 1, 30, 2)};
}

// @+9, @-3:30, or nothing, which is UTC.
std::chrono::minutes take_zone(rule_scanner& text) {
    if (!text.take("@")) {
        return {};
    }
    const bool east = text.take("+");
    if (!east) {
        text.expect("-");
    }
    std::chrono::minutes offset = std::chrono::hours{text.expect_number("hours", 0, 14)};
    if (text.take(":")) {
        offset += std::chrono::minutes{text.expect_number("minutes", 0, 59, 2)};
    }
    return east ? offset : -offset;
}

// easter, hebrew:tishrei-01, sun:90, after the first word.
anchor_point expect_named_point(rule_scanner& text, std::string_view word, std::size_t start) {
    if (word == "easter" || word == "orthodox") {
        return easter_day{word == "orthodox"};
    }
    if (word == "sun") {
        text.expect(":");
        const int degrees = text.expect_number("degrees", 0, 359);
        return sun_day{degrees, take_zone(text)};
    }
    const auto* notation = std::find_if(month_notations.begin(), month_notations.end(),
                                        [&](const month_notation& each) { return each.prefix == word; });
    if (notation == month_notations.end()) {
        text.fail_expecting("a day (such as 07-04, 11#4thu, mon<05-25, easter or islamic:shawwal-01)", start);
    }
    text.expect(":");
    return expect_month_day(text, *notation);
}

// An anchor with its offset.
yearly_day expect_anchor(rule_scanner& text) {
    const std::size_t start = text.mark();
    yearly_day day{
        text.sees_digit() ? expect_month_point(text) : expect_named_point(text, text.take_word(), start),
        0,
        {}};
    day.offset = take_offset(text);
    return day;
}

// A weekday is a search unless a colon follows: "sun:" is the sun.
bool sees_search(rule_scanner text) {
    return find(weekdays, text.take_word()) < weekdays.size() && !text.sees(":");
}

}  // namespace

yearly_day expect_day(rule_scanner& text) {
    if (!sees_search(text)) {
        return expect_anchor(text);
    }
    const std::chrono::weekday weekday = expect_weekday(text);
    const auto* found = std::find_if(directions.begin(), directions.end(),
                                     [&](const auto& each) { return text.take(each.first); });
    if (found == directions.end()) {
        text.fail_expecting("<, <=, >, >= or ~");
    }
    yearly_day day = expect_anchor(text);
    day.search = weekday_search{weekday, found->second, take_offset(text)};
    return day;
}

std::chrono::weekday expect_weekday(rule_scanner& text) {
    const std::size_t start = text.mark();
    const std::size_t found = find(weekdays, text.take_word());
    if (found == weekdays.size()) {
        text.fail_expecting("a weekday (mon, tue, wed, thu, fri, sat, sun)", start);
    }
    return std::chrono::weekday{static_cast<unsigned>(found)};
}

weekday_set expect_weekdays(rule_scanner& text) {
    weekday_set found;
    text.expect("(");
    do {
        found.set(expect_weekday(text).c_encoding());
    } while (text.take(","));
    text.expect(")");
    return found;
}

std::chrono::sys_days expect_date(rule_scanner& text) {
    text.expect("(");
    const std::size_t start = text.mark();
    const std::chrono::year year{text.expect_number("a year", 1, 9999, 4)};
    text.expect("-");
    const std::chrono::month month = expect_month(text);
    text.expect("-");
    const std::chrono::day day{static_cast<unsigned>(text.expect_number("a day", 1, 31, 2))};
    const std::chrono::year_month_day date{year, month, day};
    if (!date.ok()) {
        text.fail_expecting("a day that exists", start);
    }
    text.expect(")");
    return date;
}

}  // namespace forecast_warehouse::core
