// Letters outside ASCII, for a database in any encoding.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace forecast_warehouse::core {

// Returns a letter in the encoding of the database, or no value when the encoding lacks it.
using letter_writer = std::function<std::optional<std::string>(char32_t letter)>;

struct written_text {
    std::string text;
    // Lines in which base letters were written for letters that the encoding lacks.
    std::int64_t replaced_lines = 0;
};

// Writes an SQL statement whose letters outside ASCII are \u00FC or \U0001D11E, all of them inside strings
// in single quotes. Any other backslash is refused. Bytes outside ASCII are not changed. They come from the
// name of the schema, which is already in the encoding.
//
// Base letters are those of ICU's rules from Latin to ASCII, such as c for a c with a caron. A section sign
// becomes "sec.", and two become "secs.". A letter without a base letter becomes "?".
[[nodiscard]] written_text write_statement(std::string_view statement, const letter_writer& write);

// Writes a text that is UTF-8. Returns no value when it is not valid UTF-8, or when it is plain ASCII.
[[nodiscard]] std::optional<written_text> write_utf8(std::string_view text, const letter_writer& write);

}  // namespace forecast_warehouse::core
