#include <utility>

#include "core/holidays/day_parser.hpp"
#include "core/holidays/rule.hpp"
#include "core/holidays/rule_scanner.hpp"

// Recursive descent: one function for each line of the grammar in doc/holidays.md. The lines about a single
// day are in day_parser.cpp.
namespace forecast_warehouse::core {
namespace {

// Stores a condition or a shift, which may occur once.
template <typename value>
void set_once(rule_scanner& text, std::optional<value>& stored, std::size_t start, value given) {
    if (stored) {
        text.fail("the same condition or shift twice", start);
    }
    stored = std::move(given);
}

// (4,1937)
year_cycle expect_cycle(rule_scanner& text) {
    text.expect("(");
    const int length = text.expect_number("a count of years", 1, 1000);
    text.expect(",");
    const int year = text.expect_number("a year", 1, 9999, 4);
    text.expect(")");
    return {length, year};
}

// Parses the rest of a condition after its first word. Returns false for another word.
bool take_filter(rule_scanner& text, std::string_view word, std::size_t start, day_filter& filter) {
    if (word == "every") {
        set_once(text, filter.every, start, expect_cycle(text));
    } else if (word == "on") {
        set_once(text, filter.on, start, expect_weekdays(text));
    } else if (word == "not_on") {
        set_once(text, filter.not_on, start, expect_weekdays(text));
    } else if (word == "from") {
        set_once(text, filter.from, start, expect_date(text));
    } else if (word == "until") {
        set_once(text, filter.until, start, expect_date(text));
    } else {
        return false;
    }
    return true;
}

// -1, +1, > or >>
shift expect_target(rule_scanner& text, bool keeps_base) {
    if (text.take(">>")) {
        return {shift_kind::next_day_without_holiday, 0, keeps_base};
    }
    if (text.take(">")) {
        return {shift_kind::next_free_day, 0, keeps_base};
    }
    const bool later = text.take("+");
    if (!later && !text.take("-")) {
        text.fail_expecting("+ or - and a count of days, > or >>");
    }
    const int days = text.expect_number("a count of days", 1, longest_shift);
    return {shift_kind::days, later ? days : -days, keeps_base};
}

// (sat-1,sun+1)
void expect_shifts(rule_scanner& text, bool keeps_base, shift_table& shifts) {
    text.expect("(");
    do {
        const std::size_t start = text.mark();
        std::optional<shift>& stored = shifts.at(expect_weekday(text).c_encoding());
        if (stored) {
            text.fail("a second shift of the same weekday", start);
        }
        stored = expect_target(text, keeps_base);
    } while (text.take(","));
    text.expect(")");
}

// The words already parsed. Each may occur once.
struct seen_words {
    std::optional<bool> move;
    std::optional<bool> also;
    std::optional<bool> estimated;
};

void expect_condition_or_shift(rule_scanner& text, yearly_rule& rule, seen_words& seen) {
    const std::size_t start = text.mark();
    const std::string_view word = text.take_word();
    if (word == "move" || word == "also") {
        set_once(text, word == "also" ? seen.also : seen.move, start, true);
        expect_shifts(text, word == "also", rule.shifts);
    } else if (word == "estimated") {
        set_once(text, seen.estimated, start, true);
        rule.estimated = true;
    } else if (!take_filter(text, word, start, rule.filter)) {
        text.fail_expecting(
            "the end, or a condition or shift (every, on, not_on, from, until, estimated, move, also)",
            start);
    }
}

yearly_rule expect_yearly(rule_scanner& text) {
    yearly_rule rule{expect_day(text), {}, 1, {}, {}, false};
    if (text.take("..")) {
        rule.last = expect_day(text);
    } else if (text.take("*")) {
        rule.length = text.expect_number("a count of days", 1, longest_span);
    }
    seen_words seen;
    while (!text.at_end()) {
        expect_condition_or_shift(text, rule, seen);
    }
    return rule;
}

between_rule expect_between(rule_scanner& text) {
    between_rule rule;
    while (!text.at_end()) {
        const std::size_t start = text.mark();
        if (!take_filter(text, text.take_word(), start, rule.filter)) {
            text.fail_expecting("the end or a condition (every, on, not_on, from, until)", start);
        }
    }
    return rule;
}

weekly_rule expect_weekly(rule_scanner& text) {
    weekly_rule rule{expect_weekdays(text), {}};
    while (!text.at_end()) {
        const std::size_t start = text.mark();
        const std::string_view word = text.take_word();
        if ((word != "from" && word != "until") || !take_filter(text, word, start, rule.filter)) {
            text.fail_expecting("the end or a limit (from, until)", start);
        }
    }
    return rule;
}

include_rule expect_include(rule_scanner& text) {
    text.expect(":");
    if (text.at_end()) {
        text.fail_expecting("the name of a calendar");
    }
    return {std::string{text.take_rest()}};
}

}  // namespace

rule parse_rule(std::string_view text) {
    rule_scanner scanner(text);
    const rule_scanner start = scanner;
    const std::string_view word = scanner.take_word();
    if (word == "omit") {
        if (!scanner.at_end()) {
            scanner.fail_expecting("the end");
        }
        return omit_rule{};
    }
    if (word == "include") {
        return expect_include(scanner);
    }
    if (word == "between_holidays") {
        return expect_between(scanner);
    }
    if (word == "weekly") {
        return expect_weekly(scanner);
    }
    scanner = start;
    return expect_yearly(scanner);
}

}  // namespace forecast_warehouse::core
