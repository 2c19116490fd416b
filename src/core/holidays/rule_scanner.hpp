// Reads the text of a rule piece by piece, and says where it is wrong.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace forecast_warehouse::core {

// A place in a rule's text that moves on with what is taken. Spaces before each piece are passed over.
class rule_scanner {
public:
    explicit rule_scanner(std::string_view text);

    // Whether nothing is left but spaces.
    [[nodiscard]] bool at_end();

    // Whether a piece comes next; it is not taken.
    [[nodiscard]] bool sees(std::string_view piece);
    [[nodiscard]] bool sees_digit();

    // Takes a piece if it comes next, and says whether it did.
    [[nodiscard]] bool take(std::string_view piece);

    // Takes a piece that must come next; what is the name of it for the user.
    void expect(std::string_view piece);

    // The lower-case letters and underscores that come next, perhaps none.
    [[nodiscard]] std::string_view take_word();

    // A number between two bounds, both allowed; of so many digits, or of any count when digits is 0.
    [[nodiscard]] int expect_number(std::string_view what, int low, int high, std::size_t digits = 0);

    // All that is left, without spaces around it.
    [[nodiscard]] std::string_view take_rest();

    // Where the next piece starts, to report a mistake in it after it was taken.
    [[nodiscard]] std::size_t mark();

    // Throws the failure: what was expected, at the next piece or at one that was marked.
    [[noreturn]] void fail_expecting(std::string_view what);
    [[noreturn]] void fail_expecting(std::string_view what, std::size_t mark) const;

    // Throws a failure about the piece at a mark, in words of its own.
    [[noreturn]] void fail(std::string_view message, std::size_t mark) const;

private:
    void skip_spaces();

    std::string_view text_;
    std::size_t place_ = 0;
};

}  // namespace forecast_warehouse::core
