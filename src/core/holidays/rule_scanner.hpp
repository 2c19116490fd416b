// Reads the text of a rule piece by piece, and reports the position of a mistake.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace forecast_warehouse::core {

// A position in a rule's text. Taking a piece moves it behind the piece. Spaces before a piece are skipped.
class rule_scanner {
public:
    // Throws core::failure (22P02) when the text is longer than longest_rule.
    explicit rule_scanner(std::string_view text);

    // Whether only spaces are left.
    [[nodiscard]] bool at_end();

    // Whether a piece is next. The position does not move.
    [[nodiscard]] bool sees(std::string_view piece);
    [[nodiscard]] bool sees_digit();

    // Takes a piece if it is next. Returns whether it was.
    [[nodiscard]] bool take(std::string_view piece);

    // Takes a piece that must be next.
    void expect(std::string_view piece);

    // Takes the lower-case letters and underscores that are next, perhaps none.
    [[nodiscard]] std::string_view take_word();

    // Takes a number from low to high. digits: the exact count of digits, or 0 for any count. what: the name
    // of the number in the error.
    [[nodiscard]] int expect_number(std::string_view what, int low, int high, std::size_t digits = 0);

    // Takes the rest of the text, without spaces around it.
    [[nodiscard]] std::string_view take_rest();

    // The position of the next piece, for errors that are found after it was taken.
    [[nodiscard]] std::size_t mark();

    // Throws core::failure (22P02): "expected ...", at the next piece or at a marked one.
    [[noreturn]] void fail_expecting(std::string_view what);
    [[noreturn]] void fail_expecting(std::string_view what, std::size_t mark) const;

    // Throws core::failure (22P02) with another message about the piece at a mark.
    [[noreturn]] void fail(std::string_view message, std::size_t mark) const;

private:
    void skip_spaces();

    std::string_view text_;
    std::size_t position_ = 0;
};

}  // namespace forecast_warehouse::core
