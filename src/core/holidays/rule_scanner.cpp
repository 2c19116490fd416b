#include "core/holidays/rule_scanner.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/ascii.hpp"
#include "core/failure.hpp"
#include "core/holidays/rule.hpp"

namespace forecast_warehouse::core {
namespace {

constexpr std::string_view spaces = " \t\n\r";

bool is_word_letter(char letter) {
    return ('a' <= letter && letter <= 'z') || letter == '_';
}

// Counts bytes that start a character of UTF-8, so that positions match those in an editor.
std::size_t count_characters(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char byte) {
        return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
    }));
}

[[noreturn]] void refuse(const std::string& message) {
    throw failure(sqlstate::invalid_text_representation, message,
                  "Write a rule such as 07-04, 11#4thu, mon<05-25, easter-2 or islamic:shawwal-01 "
                  "(doc/holidays.md has them all).");
}

}  // namespace

rule_scanner::rule_scanner(std::string_view text) : text_(text) {
    if (count_characters(text) > longest_rule) {
        refuse(fmt::format("a rule must have at most {} characters, not {}", longest_rule,
                           count_characters(text)));
    }
}

void rule_scanner::skip_spaces() {
    position_ = std::min(text_.find_first_not_of(spaces, position_), text_.size());
}

bool rule_scanner::at_end() {
    skip_spaces();
    return position_ == text_.size();
}

bool rule_scanner::sees(std::string_view piece) {
    skip_spaces();
    return text_.substr(position_).starts_with(piece);
}

bool rule_scanner::sees_digit() {
    return !at_end() && is_digit(text_[position_]);
}

bool rule_scanner::take(std::string_view piece) {
    if (!sees(piece)) {
        return false;
    }
    position_ += piece.size();
    return true;
}

void rule_scanner::expect(std::string_view piece) {
    if (!take(piece)) {
        fail_expecting(fmt::format("\"{}\"", piece));
    }
}

std::string_view rule_scanner::take_word() {
    skip_spaces();
    const std::size_t start = position_;
    while (position_ < text_.size() && is_word_letter(text_[position_])) {
        ++position_;
    }
    return text_.substr(start, position_ - start);
}

int rule_scanner::expect_number(std::string_view what, int low, int high, std::size_t digits) {
    const std::size_t start = mark();
    constexpr std::size_t most_digits = 6;
    int value = 0;
    while (position_ < text_.size() && position_ - start < most_digits && is_digit(text_[position_])) {
        value = value * 10 + (text_[position_] - '0');
        ++position_;
    }
    const std::size_t count = position_ - start;
    if (count == 0 || (digits != 0 && count != digits) || value < low || value > high) {
        fail_expecting(digits == 0 ? fmt::format("{} from {} to {}", what, low, high)
                                   : fmt::format("{} of {} digits, {:0{}} to {:0{}}", what, digits, low,
                                                 digits, high, digits),
                       start);
    }
    return value;
}

std::string_view rule_scanner::take_rest() {
    skip_spaces();
    const std::string_view rest = text_.substr(position_);
    position_ = text_.size();
    return rest.substr(0, rest.find_last_not_of(spaces) + 1);
}

std::size_t rule_scanner::mark() {
    skip_spaces();
    return position_;
}

void rule_scanner::fail_expecting(std::string_view what) {
    fail_expecting(what, mark());
}

void rule_scanner::fail_expecting(std::string_view what, std::size_t mark) const {
    fail(fmt::format("expected {}", what), mark);
}

void rule_scanner::fail(std::string_view message, std::size_t mark) const {
    refuse(fmt::format("{} at character {} of \"{}\"", message, count_characters(text_.substr(0, mark)) + 1,
                       text_));
}

}  // namespace forecast_warehouse::core
