#include "core/sources/column_profile.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "core/ascii.hpp"
#include "core/sources/moment_format.hpp"
#include "core/text.hpp"

namespace forecast_warehouse::core {
namespace {

constexpr std::size_t most_shown = 3;

std::string lower(std::string_view text) {
    std::string made(text);
    for (char& each : made) {
        each = each >= 'A' && each <= 'Z' ? static_cast<char>(each - 'A' + 'a') : each;
    }
    return made;
}

bool is_null_word(std::string_view cell) {
    constexpr std::array<std::string_view, 12> words{"na",  "n/a", "#n/a", "null", "(null)", "none",
                                                     "nan", "nil", "-",    "--",   "?",      "\\n"};
    return std::find(words.begin(), words.end(), lower(cell)) != words.end();
}

// Signs of money and units in lower case, with a blank around each. The last ones are UTF-8: euro, pound,
// yen, rupee, zloty, koruna and yuan. So are euro and pound that were read as Windows-1252.
constexpr std::string_view units =
    " $ kg g lb lbs oz l ml eur euro euros usd us$ gbp chf cad aud pln sek nok dkk czk brl r$ kr kr. rs rs. "
    "inr "
    "fr. st st. stk stk. stck pc pcs pcs. ea x unit units "
    "\xE2\x82\xAC \xC2\xA3 \xC2\xA5 \xE2\x82\xB9 z\xC5\x82 k\xC4\x8D \xE5\x85\x83 "
    "\xC3\xA2\xE2\x80\x9A\xC2\xAC \xC3\x82\xC2\xA3 ";

// Whether a text beside a number is a sign of money or a unit.
bool is_unit(std::string_view text) {
    return text.find(' ') == std::string_view::npos &&
           units.find(" " + lower(text) + " ") != std::string_view::npos;
}

// A cell as a number with the texts beside it.
struct number_parts {
    std::string_view before;
    std::string_view body;
    std::string_view behind;
};

std::optional<number_parts> split_number(std::string_view cell, bool utf8) {
    std::size_t begin = cell.find_first_of("0123456789");
    if (begin == std::string_view::npos) {
        return std::nullopt;
    }
    // A number may begin with its mark or its sign.
    begin -= begin > 0 && (cell[begin - 1] == '.' || cell[begin - 1] == ',') ? 1 : 0;
    begin -= begin > 0 && (cell[begin - 1] == '-' || cell[begin - 1] == '+') ? 1 : 0;
    const std::size_t end = cell.find_last_of("0123456789") + 1;
    number_parts parts{trim_invisible(cell.substr(0, begin), utf8), cell.substr(begin, end - begin),
                       trim_invisible(cell.substr(end), utf8)};
    const std::string_view sign = parts.before == "-" || parts.before == "+" ? parts.before : "";
    if (!sign.empty()) {
        parts.before = {};
    }
    const bool units =
        (parts.before.empty() || is_unit(parts.before)) && (parts.behind.empty() || is_unit(parts.behind));
    return units ? std::optional(parts) : std::nullopt;
}

// How often the marks of a column's numbers have one meaning only.
struct mark_votes {
    std::size_t decimal_point = 0;
    std::size_t decimal_comma = 0;
    std::size_t open_point = 0;
    std::size_t open_comma = 0;
    std::map<std::string, std::size_t> grouping{};
};

std::string blank_in(std::string_view body) {
    const auto blank = body.find(' ');
    if (blank != std::string_view::npos || body.find("\xC2\xA0") != std::string_view::npos ||
        body.find("\xE2\x80\xAF") != std::string_view::npos) {
        return " ";
    }
    return body.find('\'') != std::string_view::npos ? "'" : "";
}

void vote(std::string_view body, mark_votes& votes) {
    const auto points = std::count(body.begin(), body.end(), '.');
    const auto commas = std::count(body.begin(), body.end(), ',');
    if (const std::string blank = blank_in(body); !blank.empty()) {
        ++votes.grouping[blank];
    }
    if (points > 0 && commas > 0) {
        const bool point_is_last = body.rfind('.') > body.rfind(',');
        ++(point_is_last ? votes.decimal_point : votes.decimal_comma);
        ++votes.grouping[point_is_last ? "," : "."];
        return;
    }
    if (points + commas == 0) {
        return;
    }
    const bool is_point = points > 0;
    if (points + commas > 1) {
        ++votes.grouping[is_point ? "." : ","];
        return;
    }
    const std::size_t mark = body.find_first_of(".,");
    std::string_view whole = body.substr(0, mark);
    whole.remove_prefix(!whole.empty() && !is_digit(whole.front()) ? 1 : 0);
    constexpr std::size_t group = 3;
    const bool open =
        body.size() - mark - 1 == group && !whole.empty() && whole.size() <= group && whole.front() != '0';
    if (open) {
        ++(is_point ? votes.open_point : votes.open_comma);
    } else {
        ++(is_point ? votes.decimal_point : votes.decimal_comma);
    }
}

number_format format_by(const mark_votes& votes, bool& open) {
    number_format format;
    const bool decided = votes.decimal_point + votes.decimal_comma > 0;
    const bool grouped_by_point = votes.grouping.contains(".");
    format.decimal_mark =
        votes.decimal_comma > votes.decimal_point || (!decided && grouped_by_point) ? ',' : '.';
    open = !decided && !grouped_by_point && !votes.grouping.contains(",") &&
           votes.open_point + votes.open_comma > 0;
    const std::string other = format.decimal_mark == '.' ? "," : ".";
    if (votes.grouping.contains(other) ||
        (format.decimal_mark == '.' ? votes.open_comma : votes.open_point) > 0) {
        format.grouping_mark = other;
    }
    for (const char* each : {" ", "'"}) {
        if (format.grouping_mark.empty() && votes.grouping.contains(each)) {
            format.grouping_mark = each;
        }
    }
    return format;
}

bool most(std::size_t right, std::size_t all) noexcept {
    return all > 0 && right * 10 >= all * 9;
}

void add_text(std::vector<std::string>& texts, std::string_view text, std::size_t most_texts) {
    if (!text.empty() && texts.size() < most_texts &&
        std::find(texts.begin(), texts.end(), text) == texts.end()) {
        texts.emplace_back(text);
    }
}

void profile_numbers(const std::vector<std::string_view>& cells, bool utf8, column_profile& profile) {
    mark_votes votes;
    std::vector<std::string> strip;
    constexpr std::size_t most_units = 8;
    for (const std::string_view cell : cells) {
        if (const auto parts = split_number(cell, utf8)) {
            vote(parts->body, votes);
            add_text(strip, parts->before, most_units);
            add_text(strip, parts->behind, most_units);
        }
    }
    number_format format = format_by(votes, profile.marks_are_open);
    format.utf8 = utf8;
    format.strip = strip;
    std::size_t right = 0;
    std::vector<std::string> unreadable;
    bool whole = true;
    bool dot_zero = true;
    for (const std::string_view cell : cells) {
        number_text number;
        if (!read_number(cell, format, number)) {
            add_text(unreadable, cell, most_shown);
            continue;
        }
        ++right;
        whole = whole && number.is_whole;
        dot_zero = dot_zero && number.is_whole && number.scale > 0;
        profile.has_negative = profile.has_negative || number.text.front() == '-';
        profile.decimals = std::max(profile.decimals, static_cast<std::size_t>(number.scale));
    }
    if (!most(right, cells.size())) {
        profile.marks_are_open = false;
        return;
    }
    profile.is_number = true;
    profile.numbers = format;
    profile.is_whole = whole;
    profile.has_dot_zero = dot_zero;
    profile.has_decimals = profile.decimals > 0;
    profile.unreadable = unreadable;
}

// A format of days and times that a file may have.
struct known_format {
    moment_format format;
    int order;         // 0: only one reading; 1: the day first; 2: the month first
    std::size_t twin;  // the format with day and month the other way
};

std::vector<std::string> time_patterns() {
    std::vector<std::string> patterns;
    for (const char* hour : {"HH24", "FMHH24"}) {
        for (const char* rest : {":MI", ":MI:SS", ":MI:SS.US"}) {
            patterns.push_back(std::string(hour) + rest);
        }
    }
    for (const char* hour : {"HH12", "FMHH12"}) {
        for (const char* rest : {":MI AM", ":MI:SS AM", ":MIAM", ":MI:SSAM"}) {
            patterns.push_back(std::string(hour) + rest);
        }
    }
    return patterns;
}

struct day_pattern {
    std::string text;
    int order;
};

std::vector<day_pattern> day_patterns() {
    std::vector<day_pattern> patterns;
    for (const char* fill : {"", "FM"}) {
        for (const char mark : {'-', '/', '.', ' '}) {
            patterns.push_back({fmt::format("YYYY{1}{0}MM{1}{0}DD", fill, mark), 0});
            for (const char* year : {"YYYY", "YY"}) {
                // Twins: one behind the other.
                patterns.push_back({fmt::format("{0}DD{1}{0}MM{1}{2}", fill, mark, year), 1});
                patterns.push_back({fmt::format("{0}MM{1}{0}DD{1}{2}", fill, mark, year), 2});
                patterns.push_back({fmt::format("{0}DD{1}MON{1}{2}", fill, mark, year), 0});
                patterns.push_back({fmt::format("{0}DD{1}MONTH{1}{2}", fill, mark, year), 0});
            }
        }
        patterns.push_back({fmt::format("MON {}DD, YYYY", fill), 0});
        patterns.push_back({fmt::format("MONTH {}DD, YYYY", fill), 0});
    }
    patterns.push_back({"YYYYMMDD", 0});
    return patterns;
}

const std::vector<known_format>& known_formats() {
    static const auto& made = *new std::vector<known_format>([] {
        std::vector<known_format> formats;
        std::vector<std::string> tails{""};
        for (const std::string& each : time_patterns()) {
            tails.push_back(" " + each);
            tails.push_back("\"T\"" + each);
        }
        for (const std::string& tail : tails) {
            for (const day_pattern& day : day_patterns()) {
                const std::size_t index = formats.size();
                const std::size_t twin = day.order == 1 ? index + 1 : day.order == 2 ? index - 1 : index;
                formats.push_back({moment_format(day.text + tail), day.order, twin});
            }
        }
        return formats;
    }());
    return made;
}

bool is_likely_year(const moment& found) noexcept {
    constexpr int first = 1970;
    constexpr int last = 2069;
    return found.year >= first && found.year <= last;
}

template <class Reads>
std::size_t count_read(const std::vector<std::string_view>& cells, Reads reads) {
    moment found;
    return static_cast<std::size_t>(std::count_if(cells.begin(), cells.end(), [&](std::string_view cell) {
        return reads(cell, found) && is_likely_year(found);
    }));
}

// The cells that a format has to be tried on: a few show which formats are possible at all.
std::vector<std::size_t> possible_formats(const std::vector<std::string_view>& cells) {
    std::vector<std::size_t> possible;
    constexpr std::size_t tried = 3;
    for (std::size_t index = 0; index < known_formats().size(); ++index) {
        moment found;
        for (std::size_t cell = 0; cell < std::min(cells.size(), tried); ++cell) {
            if (known_formats()[index].format.read(cells[cell], found)) {
                possible.push_back(index);
                break;
            }
        }
    }
    return possible;
}

void take_format(std::size_t index, std::size_t twin_read, std::size_t read, column_profile& profile) {
    const known_format& best = known_formats()[index];
    profile.is_day = true;
    profile.format = best.format.pattern();
    profile.has_hours = best.format.has_time();
    profile.order_is_open = best.twin != index && twin_read == read;
    profile.other_format = profile.order_is_open ? known_formats()[best.twin].format.pattern() : "";
}

void profile_days(const std::vector<std::string_view>& cells, column_profile& profile) {
    const bool is_iso_day = most(count_read(cells, read_iso_day), cells.size());
    if (is_iso_day || most(count_read(cells, read_iso_moment), cells.size())) {
        profile.is_day = true;
        profile.has_hours = !is_iso_day;
        return;
    }
    std::map<std::size_t, std::size_t> reads;
    std::size_t best = known_formats().size();
    for (const std::size_t index : possible_formats(cells)) {
        reads[index] = count_read(cells, [index](std::string_view cell, moment& found) {
            return known_formats()[index].format.read(cell, found);
        });
        if (best == known_formats().size() || reads[index] > reads[best]) {
            best = index;
        }
    }
    if (best < known_formats().size() && most(reads[best], cells.size())) {
        take_format(best, reads[known_formats()[best].twin], reads[best], profile);
    }
}

void profile_clock(const std::vector<std::string_view>& cells, column_profile& profile) {
    for (const std::string& each : time_patterns()) {
        const moment_format format("YYYY-MM-DD " + each);
        const std::size_t right = count_read(cells, [&](std::string_view cell, moment& found) {
            return format.read("2000-01-01 " + std::string(cell), found);
        });
        if (most(right, cells.size())) {
            profile.is_clock = true;
            profile.clock = each;
            return;
        }
    }
}

void add_unreadable(const std::vector<std::string_view>& cells, column_profile& profile) {
    const std::optional<moment_format> format =
        profile.format.empty() ? std::nullopt : std::optional<moment_format>(profile.format);
    for (const std::string_view cell : cells) {
        moment found;
        const bool right = format              ? format->read(cell, found)
                           : profile.has_hours ? read_iso_moment(cell, found)
                                               : read_iso_day(cell, found);
        if (!right) {
            add_text(profile.unreadable, cell, most_shown);
        }
    }
}

}  // namespace

column_profile profile_column(const std::vector<std::string_view>& cells, bool utf8) {
    column_profile profile;
    std::vector<std::string_view> filled;
    std::set<std::string_view> distinct;
    constexpr std::size_t most_words = 8;
    for (const std::string_view cell : cells) {
        const std::string_view text = trim_invisible(cell, utf8);
        if (is_null_word(text)) {
            add_text(profile.null_words, text, most_words);
        } else if (!text.empty()) {
            filled.push_back(text);
            distinct.insert(text);
        }
    }
    profile.filled = filled.size();
    profile.distinct = distinct.size();
    profile_days(filled, profile);
    if (profile.is_day) {
        add_unreadable(filled, profile);
        return profile;
    }
    profile_numbers(filled, utf8, profile);
    if (!profile.is_number) {
        profile_clock(filled, profile);
    }
    return profile;
}

void decide_mark(column_profile& profile, char decimal_mark) {
    if (profile.marks_are_open && profile.numbers.decimal_mark != decimal_mark) {
        std::string& grouping = profile.numbers.grouping_mark;
        grouping = std::string(1, profile.numbers.decimal_mark);
        profile.numbers.decimal_mark = decimal_mark;
    }
}

}  // namespace forecast_warehouse::core
