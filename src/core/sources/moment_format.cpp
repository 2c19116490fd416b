#include "core/sources/moment_format.hpp"

#include <algorithm>
#include <array>
#include <chrono>

#include <fmt/format.h>

#include "core/ascii.hpp"
#include "core/failure.hpp"
#include "core/text.hpp"

namespace forecast_warehouse::core {
namespace {

constexpr int seconds_of_minute = 60;
constexpr int seconds_of_hour = 3600;
constexpr std::size_t fraction_digits = 6;

constexpr std::array<std::string_view, 12> month_names{"JANUARY",   "FEBRUARY", "MARCH",    "APRIL",
                                                       "MAY",       "JUNE",     "JULY",     "AUGUST",
                                                       "SEPTEMBER", "OCTOBER",  "NOVEMBER", "DECEMBER"};

char upper(char byte) noexcept {
    return byte >= 'a' && byte <= 'z' ? static_cast<char>(byte - 'a' + 'A') : byte;
}

bool starts_with_any_case(std::string_view text, std::string_view prefix) noexcept {
    return text.size() >= prefix.size() &&
           std::equal(prefix.begin(), prefix.end(), text.begin(),
                      [](char left, char right) { return upper(left) == upper(right); });
}

// Takes at least so many digits, and at most so many; -1 where there are fewer.
int take_number(std::string_view& cell, std::size_t fewest, std::size_t most) noexcept {
    int value = 0;
    std::size_t digits = 0;
    while (digits < most && digits < cell.size() && is_digit(cell[digits])) {
        value = value * 10 + (cell[digits] - '0');
        ++digits;
    }
    cell.remove_prefix(digits);
    return digits < fewest ? -1 : value;
}

// Digits behind the mark of the seconds, as microseconds.
int take_fraction(std::string_view& cell, std::size_t most) noexcept {
    const std::size_t before = cell.size();
    int value = take_number(cell, 1, most);
    for (std::size_t digits = before - cell.size(); value > 0 && digits < fraction_digits; ++digits) {
        value *= 10;
    }
    return value;
}

// am, PM, a.m., P.M., p. m.: 0 before noon, 1 after it; -1 where it is neither.
int take_half(std::string_view& cell) noexcept {
    const auto skip = [&cell](char byte) {
        if (!cell.empty() && cell.front() == byte) {
            cell.remove_prefix(1);
        }
    };
    const char first = cell.empty() ? ' ' : upper(cell.front());
    if (first != 'A' && first != 'P') {
        return -1;
    }
    cell.remove_prefix(1);
    skip('.');
    skip(' ');
    if (cell.empty() || upper(cell.front()) != 'M') {
        return -1;
    }
    cell.remove_prefix(1);
    skip('.');
    return first == 'P' ? 1 : 0;
}

// A name of a month, or its first three letters; 0 where there is none.
int take_month(std::string_view& cell) noexcept {
    constexpr std::size_t abbreviated = 3;
    for (std::size_t month = 0; month < month_names.size(); ++month) {
        for (const std::string_view name : {month_names[month], month_names[month].substr(0, abbreviated)}) {
            if (starts_with_any_case(cell, name)) {
                cell.remove_prefix(name.size());
                return static_cast<int>(month) + 1;
            }
        }
    }
    return 0;
}

bool is_real(const moment& found) noexcept {
    constexpr int last_offset = 16 * seconds_of_hour;
    const std::chrono::year_month_day day{std::chrono::year{found.year},
                                          std::chrono::month{static_cast<unsigned>(found.month)},
                                          std::chrono::day{static_cast<unsigned>(found.day)}};
    return found.year > 0 && day.ok() && found.hour < 24 && found.minute < 60 && found.second < 60 &&
           found.offset > -last_offset && found.offset < last_offset;
}

[[noreturn]] void refuse(std::string_view pattern, const std::string& why) {
    throw failure(
        sqlstate::invalid_parameter_value, fmt::format("invalid format {}: {}", quoted(pattern), why),
        "Names are YYYY, YY, MM, MON, MONTH, DD, HH24, HH12, HH, MI, SS, MS, US, AM, TZH and TZM. FM "
        "before a name allows fewer digits. Write other letters in double quotes.");
}

bool take_literal(std::string_view& cell, std::string_view text) noexcept {
    const bool there = cell.starts_with(text);
    cell.remove_prefix(there ? text.size() : 0);
    return there;
}

}  // namespace

struct moment_format::name {
    std::string_view text;
    part what;
    std::size_t digits;
};

struct moment_format::reading {
    moment found{};
    int half = -1;
    int sign = 1;
};

// The longest name comes first where one begins with the other.
const moment_format::name* moment_format::name_at(std::string_view pattern) noexcept {
    static constexpr std::array<name, 21> names{{
        {"YYYY", part::year, 4},
        {"YY", part::short_year, 2},
        {"MONTH", part::month_name, 0},
        {"MON", part::month_name, 0},
        {"MM", part::month, 2},
        {"MI", part::minute, 2},
        {"MS", part::fraction, 3},
        {"DD", part::day, 2},
        {"HH24", part::hour, 2},
        {"HH12", part::hour_of_half, 2},
        {"HH", part::hour_of_half, 2},
        {"SS", part::second, 2},
        {"US", part::fraction, 6},
        {"A.M.", part::half, 0},
        {"P.M.", part::half, 0},
        {"AM", part::half, 0},
        {"PM", part::half, 0},
        {"TZH", part::offset_hours, 2},
        {"TZM", part::offset_minutes, 2},
        {"FF6", part::fraction, 6},
        {"FF3", part::fraction, 3},
    }};
    const auto* found = std::find_if(names.begin(), names.end(), [pattern](const name& each) {
        return starts_with_any_case(pattern, each.text);
    });
    return found == names.end() ? nullptr : found;
}

void moment_format::add_literal(char byte) {
    if (pieces_.empty() || pieces_.back().what != part::literal) {
        pieces_.emplace_back();
    }
    pieces_.back().text += byte;
}

moment_format::moment_format(std::string_view pattern) : pattern_(pattern) {
    bool all_digits = true;
    bool in_quotes = false;
    for (std::string_view rest = pattern; !rest.empty();) {
        if (rest.front() == '"') {
            in_quotes = !in_quotes;
            rest.remove_prefix(1);
            continue;
        }
        if (!in_quotes && starts_with_any_case(rest, "FM")) {
            all_digits = false;
            rest.remove_prefix(2);
            continue;
        }
        const name* found = in_quotes ? nullptr : name_at(rest);
        if (found != nullptr) {
            pieces_.push_back({found->what, found->digits, all_digits, {}});
            all_digits = true;
            rest.remove_prefix(found->text.size());
            continue;
        }
        const char letter = upper(rest.front());
        if (!in_quotes && ((letter >= 'A' && letter <= 'Z') || is_digit(letter))) {
            refuse(pattern, fmt::format("{} is no name", quoted(rest.substr(0, 1))));
        }
        add_literal(rest.front());
        rest.remove_prefix(1);
    }
    if (in_quotes) {
        refuse(pattern, "a double quote does not end");
    }
    check(pattern);
    has_time_ = std::any_of(pieces_.begin(), pieces_.end(), [](const piece& each) {
        return each.what == part::hour || each.what == part::hour_of_half;
    });
}

void moment_format::check(std::string_view pattern) const {
    const auto count = [this](std::initializer_list<part> parts) {
        return std::count_if(pieces_.begin(), pieces_.end(), [&](const piece& each) {
            return std::find(parts.begin(), parts.end(), each.what) != parts.end();
        });
    };
    if (count({part::year, part::short_year}) != 1 || count({part::month, part::month_name}) != 1 ||
        count({part::day}) != 1) {
        refuse(pattern, "it must have a year, a month and a day, each once");
    }
    const auto hours = count({part::hour, part::hour_of_half});
    const bool halves = count({part::half}) == 1;
    if (hours > 1 || count({part::half}) > 1 || halves != (count({part::hour_of_half}) == 1)) {
        refuse(pattern, "HH12 and AM belong together, and HH24 needs no AM");
    }
    for (const part each : {part::minute, part::second, part::fraction, part::offset_hours}) {
        if (count({each}) > (hours == 1 ? 1 : 0)) {
            refuse(pattern, "minutes, seconds and TZH come once, and need hours");
        }
    }
    if (count({part::offset_minutes}) > count({part::offset_hours})) {
        refuse(pattern, "TZM needs TZH before it");
    }
}

// The hours of a distance from UTC with their sign, or its minutes behind them.
bool moment_format::take_offset(const piece& piece, std::string_view& cell, reading& found) noexcept {
    const auto number = [&] { return take_number(cell, piece.all_digits ? piece.digits : 1, piece.digits); };
    moment& to = found.found;
    if (piece.what == part::offset_minutes) {
        const int minutes = number();
        to.offset += found.sign * minutes * seconds_of_minute;
        return minutes >= 0 && minutes < 60;
    }
    const bool negative = cell.starts_with('-');
    if (!negative && !cell.starts_with('+')) {
        return false;
    }
    cell.remove_prefix(1);
    found.sign = negative ? -1 : 1;
    const int hours = number();
    to.has_offset = true;
    to.offset = found.sign * hours * seconds_of_hour;
    return hours >= 0;
}

bool moment_format::take(const piece& piece, std::string_view& cell, reading& found) noexcept {
    constexpr int century = 100;
    constexpr int first_of_1900 = 70;
    const auto number = [&] { return take_number(cell, piece.all_digits ? piece.digits : 1, piece.digits); };
    moment& to = found.found;
    switch (piece.what) {
        case part::literal:
            return take_literal(cell, piece.text);
        case part::year:
            return (to.year = number()) >= 0;
        case part::short_year:
            to.year = number();
            to.year += to.year < 0 ? 0 : to.year < first_of_1900 ? 20 * century : 19 * century;
            return to.year >= 0;
        case part::month:
            return (to.month = number()) >= 0;
        case part::month_name:
            return (to.month = take_month(cell)) > 0;
        case part::day:
            return (to.day = number()) >= 0;
        case part::hour:
            return (to.hour = number()) >= 0;
        case part::hour_of_half:
            to.hour = number();
            return to.hour >= 1 && to.hour <= 12;
        case part::minute:
            return (to.minute = number()) >= 0;
        case part::second:
            return (to.second = number()) >= 0;
        case part::fraction:
            return (to.microsecond = take_fraction(cell, piece.digits)) >= 0;
        case part::half:
            return (found.half = take_half(cell)) >= 0;
        case part::offset_hours:
        case part::offset_minutes:
            return take_offset(piece, cell, found);
    }
    return false;
}

bool moment_format::read(std::string_view cell, moment& found) const noexcept {
    constexpr int noon = 12;
    reading read;
    for (const piece& each : pieces_) {
        if (!take(each, cell, read)) {
            return false;
        }
    }
    found = read.found;
    if (read.half >= 0) {
        found.hour = found.hour % noon + (read.half == 1 ? noon : 0);
    }
    return cell.empty() && is_real(found);
}

namespace {

bool take_iso_day(std::string_view& cell, moment& found) noexcept {
    found.year = take_number(cell, 4, 4);
    bool right = found.year >= 0 && take_literal(cell, "-");
    found.month = right ? take_number(cell, 2, 2) : -1;
    right = found.month >= 0 && take_literal(cell, "-");
    found.day = right ? take_number(cell, 2, 2) : -1;
    return found.day >= 0;
}

bool take_iso_offset(std::string_view& cell, moment& found) noexcept {
    if (cell.empty()) {
        return true;
    }
    found.has_offset = true;
    if (take_literal(cell, "Z") || take_literal(cell, "z")) {
        return true;
    }
    const int sign = take_literal(cell, "-") ? -1 : take_literal(cell, "+") ? 1 : 0;
    const int hours = sign != 0 ? take_number(cell, 2, 2) : -1;
    if (hours < 0) {
        return false;
    }
    int minutes = 0;
    if (!cell.empty()) {
        static_cast<void>(take_literal(cell, ":"));
        minutes = take_number(cell, 2, 2);
    }
    found.offset = sign * (hours * seconds_of_hour + minutes * seconds_of_minute);
    return minutes >= 0 && minutes < 60;
}

}  // namespace

bool read_iso_day(std::string_view cell, moment& found) noexcept {
    found = {};
    return take_iso_day(cell, found) && cell.empty() && is_real(found);
}

bool read_iso_moment(std::string_view cell, moment& found) noexcept {
    found = {};
    if (!take_iso_day(cell, found) || !(take_literal(cell, " ") || take_literal(cell, "T"))) {
        return false;
    }
    found.hour = take_number(cell, 2, 2);
    if (found.hour < 0 || !take_literal(cell, ":")) {
        return false;
    }
    found.minute = take_number(cell, 2, 2);
    if (found.minute < 0) {
        return false;
    }
    if (take_literal(cell, ":")) {
        found.second = take_number(cell, 2, 2);
        if (found.second >= 0 && take_literal(cell, ".")) {
            found.microsecond = take_fraction(cell, fraction_digits);
        }
    }
    return found.second >= 0 && found.microsecond >= 0 && take_iso_offset(cell, found) && cell.empty() &&
           is_real(found);
}

int read_clock(std::string_view text) noexcept {
    const int hour = take_number(text, 2, 2);
    if (hour < 0 || hour > 23 || !take_literal(text, ":")) {
        return -1;
    }
    const int minute = take_number(text, 2, 2);
    return minute < 0 || minute > 59 || !text.empty() ? -1 : hour * 60 + minute;
}

}  // namespace forecast_warehouse::core
