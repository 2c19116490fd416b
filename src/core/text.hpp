// Text that must fit a column whose length is counted in characters.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace forecast_warehouse::core {

// The first max_characters characters of UTF-8 text. Characters are Unicode code points, as varchar(n)
// counts them. An accent or a variation selector that is a character of its own belongs to the letter before
// it. Where only part of such a group fits, the group is left out, and the result is shorter. Groups are
// found by the general blocks of combining marks and by the zero width joiner. The rest of Unicode Annex 29
// is not used. Text that is not valid UTF-8 is cut at any byte within its bounds.
[[nodiscard]] std::string cut_utf8(std::string_view text, std::size_t max_characters);

// Returns how many bytes the first characters of a text take, or in_utf8 where the text is UTF-8.
using text_measure = std::size_t (*)(std::string_view text, std::size_t max_characters);
inline constexpr std::size_t in_utf8 = std::string_view::npos;

// Sets the measure of texts in the encoding of the database. NULL: all texts are UTF-8.
void set_text_measure(text_measure measure) noexcept;

// The first max_characters characters of a text in any encoding. UTF-8 is cut like cut_utf8.
[[nodiscard]] std::string cut_text(std::string_view text, std::size_t max_characters);

// Enough to recognise a value. A message must not write a whole document into the log.
inline constexpr std::size_t shown_characters = 60;

// A short text is returned as it is. Of a longer one, the first characters and "..." are returned.
[[nodiscard]] std::string shorten(std::string_view text, std::size_t max_characters);

// "text": a value in a message. Control characters are shown as \x0A. In UTF-8, invisible characters such as
// a no-break space or a byte order mark are shown as \u00A0 and \uFEFF.
[[nodiscard]] std::string quoted(std::string_view text);

// A text without blanks, control characters and, in UTF-8, invisible characters at both ends.
[[nodiscard]] std::string_view trim_invisible(std::string_view text, bool utf8) noexcept;

// The names of one day in one column. They are joined with " / " in their order, then cut like cut_text.
[[nodiscard]] std::string join_names(const std::vector<std::string>& names, std::size_t max_characters);

// 1 row, 2 rows: a count and a noun whose plural ends in s.
[[nodiscard]] std::string counted(std::int64_t count, std::string_view noun);

}  // namespace forecast_warehouse::core
