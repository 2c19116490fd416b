// Text that has to fit a column counted in characters.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace forecast_warehouse::core {

// The first max_characters characters (Unicode code points, as varchar(n) counts them) of UTF-8 text, so that
// a long name is cut where PostgreSQL accepts it. An accent or a variation selector written as a character of
// its own goes with the letter it sits on: where only part of such a group fits, the group is left out, and
// the result is shorter than it might be. Groups are told by the general blocks of combining marks and by the
// zero width joiner, not by the whole of Unicode Annex 29. Text that is not valid UTF-8 is cut somewhere
// within its bounds.
[[nodiscard]] std::string cut_utf8(std::string_view text, std::size_t max_characters);

// Tells how many bytes the first characters of a text take, or in_utf8 where the text is UTF-8.
using text_measure = std::size_t (*)(std::string_view text, std::size_t max_characters);
inline constexpr std::size_t in_utf8 = std::string_view::npos;

// Sets the measure of texts in the encoding at hand. NULL: all texts are UTF-8.
void set_text_measure(text_measure measure) noexcept;

// The first max_characters characters of a text, whatever its encoding; UTF-8 is cut like cut_utf8.
[[nodiscard]] std::string cut_text(std::string_view text, std::size_t max_characters);

// Enough to recognise a value by, and no more: a message must not carry a whole document into the log.
inline constexpr std::size_t shown_characters = 60;

// A text that is short as it is; the first characters of a longer one, and "...".
[[nodiscard]] std::string shorten(std::string_view text, std::size_t max_characters);

// "text": a value in a message. Control characters are \x0A; characters that do not show, such as a no-break
// space or a byte order mark, are \u00A0 and \uFEFF, where the text is UTF-8.
[[nodiscard]] std::string quoted(std::string_view text);

// The names of one day in one column: joined with " / " in their order, then cut like cut_text.
[[nodiscard]] std::string join_names(const std::vector<std::string>& names, std::size_t max_characters);

// 1 row, 2 rows: a count and a noun whose plural ends in s.
[[nodiscard]] std::string counted(std::int64_t count, std::string_view noun);

}  // namespace forecast_warehouse::core
