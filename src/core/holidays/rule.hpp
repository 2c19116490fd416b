// The syntax tree of a holiday rule, which is the text of holiday_rule.rule. The language: doc/holidays.md.
#pragma once

#include <array>
#include <bitset>
#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace forecast_warehouse::core {

// Bounds on the work of any rule.
inline constexpr std::size_t longest_rule = 200;  // characters
inline constexpr int longest_span = 366;          // days, of a span and of an offset
inline constexpr int longest_shift = 100;         // days between a holiday and the day to which it moves

// Calendars whose months are not those of the Gregorian calendar.
enum class month_system { hebrew, islamic, islamic_civil, chinese, dangi };

// 07-04: a day of a Gregorian month.
struct fixed_day {
    std::chrono::month month;
    std::chrono::day day;
};

// 11#4thu, 05#-1mon: the nth weekday of a month, counted from its end when negative.
struct nth_weekday {
    std::chrono::month month;
    int n;
    std::chrono::weekday weekday;
};

// easter, orthodox.
struct easter_day {
    bool orthodox;
};

// hebrew:tishrei-01, chinese:08-15: a day of a numbered month. The Hebrew months are numbered from Tishrei;
// Adar I is the sixth.
struct month_day {
    month_system system;
    int month;
    int day;
};

// sun:15@+8: the day on which the sun's longitude reaches 15 degrees, by the clocks of UTC+8.
struct sun_day {
    int degrees;
    std::chrono::minutes from_utc;
};

using anchor_point = std::variant<fixed_day, nth_weekday, easter_day, month_day, sun_day>;

// Where a weekday is searched, relative to its anchor.
enum class direction { before, on_or_before, after, on_or_after, nearest };

// mon<05-25+1: the weekday nearest to an anchor in a direction, moved by an offset in days.
struct weekday_search {
    std::chrono::weekday weekday;
    direction where;
    int offset;
};

// A day that occurs once in each year of its calendar: easter-2, mon<05-25.
struct yearly_day {
    anchor_point anchor;
    int offset;  // days from the anchor, before any search
    std::optional<weekday_search> search;
};

// Days of the week, by std::chrono::weekday::c_encoding().
using weekday_set = std::bitset<7>;

// every(n,year).
struct year_cycle {
    int length;
    int year;
};

// Conditions on base days: every(), on(), not_on(), from(), until().
struct day_filter {
    std::optional<year_cycle> every;
    std::optional<weekday_set> on;
    std::optional<weekday_set> not_on;
    std::optional<std::chrono::sys_days> from;
    std::optional<std::chrono::sys_days> until;
};

// How the day is found to which a holiday moves: +1, >, >>.
enum class shift_kind { days, next_free_day, next_day_without_holiday };

// A move of a holiday whose base day falls on a certain weekday.
struct shift {
    shift_kind kind;
    int days;         // for shift_kind::days
    bool keeps_base;  // also(): the base day stays a holiday
};

// By std::chrono::weekday::c_encoding() of the base day.
using shift_table = std::array<std::optional<shift>, 7>;

// A holiday of each year: one day, or a span of days.
struct yearly_rule {
    yearly_day first;
    std::optional<yearly_day> last;
    int length;  // in days, when there is no last
    day_filter filter;
    shift_table shifts;
    bool estimated;  // its days are likely, and announced shortly before
};

// omit: the included holiday of the row's name does not count.
struct omit_rule {};

// include:US: the holidays of another calendar too.
struct include_rule {
    std::string calendar;
};

// between_holidays: each single day between two holidays.
struct between_rule {
    day_filter filter;
};

// weekly(sat,sun): the weekly days off.
struct weekly_rule {
    weekday_set days_off;
    day_filter filter;  // only from and until
};

using rule = std::variant<yearly_rule, omit_rule, include_rule, between_rule, weekly_rule>;

// Parses the text of a rule. Throws core::failure (22P02), which names the expected piece and its position.
[[nodiscard]] rule parse_rule(std::string_view text);

}  // namespace forecast_warehouse::core
