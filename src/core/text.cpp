#include "core/text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include <fmt/format.h>

namespace forecast_warehouse::core {
namespace {

constexpr char32_t zero_width_joiner{0x200D};

text_measure measure_of_caller = nullptr;

bool is_utf8() {
    return measure_of_caller == nullptr || measure_of_caller("x", 1) == in_utf8;
}

// Whether a byte is inside a character; every other byte starts one (RFC 3629, section 3).
bool is_continuation(char byte) {
    return (static_cast<std::uint8_t>(byte) & 0xC0U) == 0x80U;
}

// Where the character after the one at position starts, so that characters can be counted without decoding.
std::size_t next_character(std::string_view text, std::size_t position) {
    ++position;
    while (position < text.size() && is_continuation(text[position])) {
        ++position;
    }
    return position;
}

// Where the character before position starts; position is above 0.
std::size_t previous_character(std::string_view text, std::size_t position) {
    --position;
    while (position > 0 && is_continuation(text[position])) {
        --position;
    }
    return position;
}

// The code point at position, 0 past the end. It is needed only around a cut, to see whether the cut divides
// a group.
char32_t code_point_at(std::string_view text, std::size_t position) {
    if (position >= text.size()) {
        return 0;
    }
    const auto lead = static_cast<std::uint8_t>(text[position]);
    if (lead < 0x80U) {
        return lead;
    }
    constexpr std::size_t longest_character = 4;
    const std::size_t end = std::min(next_character(text, position), position + longest_character);
    char32_t code = lead & (0xFFU >> (end - position + 1));
    for (std::size_t i = position + 1; i < end; ++i) {
        code = (code << 6U) | (static_cast<std::uint8_t>(text[i]) & 0x3FU);
    }
    return code;
}

// U+3000, a blank as wide as a letter.
constexpr std::string_view ideographic_blank = "\xE3\x80\x80";

struct code_range {
    char32_t first, last;
};

template <std::size_t Size>
bool is_in(const std::array<code_range, Size>& ranges, char32_t code) {
    return std::any_of(ranges.begin(), ranges.end(),
                       [code](const code_range& range) { return range.first <= code && code <= range.last; });
}

// Whether a character would break the line of a message, or control a terminal.
bool is_control(char32_t code) {
    constexpr char32_t first_printable = 0x20;
    constexpr char32_t delete_character = 0x7F;
    return code < first_printable || code == delete_character;
}

// Whether a character is invisible, looks like a blank, or changes the direction of the text after it.
bool is_hidden(char32_t code) {
    constexpr std::array ranges{
        code_range{0x0080, 0x00A0}, code_range{0x00AD, 0x00AD}, code_range{0x180E, 0x180E},
        code_range{0x2000, 0x200F}, code_range{0x2028, 0x202F}, code_range{0x205F, 0x206F},
        code_range{0xFEFF, 0xFEFF},
    };
    return is_in(ranges, code);
}

// Whether a character belongs to the one before it. These are combining diacritical marks (five blocks),
// variation selectors, the joiner, and the skin tones of emoji.
bool extends_previous(char32_t code) {
    constexpr std::array ranges{
        code_range{0x0300, 0x036F},
        code_range{0x1AB0, 0x1AFF},
        code_range{0x1DC0, 0x1DFF},
        code_range{0x20D0, 0x20FF},
        code_range{0xFE00, 0xFE0F},
        code_range{0xFE20, 0xFE2F},
        code_range{zero_width_joiner, zero_width_joiner},
        code_range{0x1F3FB, 0x1F3FF},
    };
    return is_in(ranges, code);
}

// Whether a cut at position would split characters that are shown as one.
bool divides_group(std::string_view text, std::size_t position) {
    return extends_previous(code_point_at(text, position)) ||
           code_point_at(text, previous_character(text, position)) == zero_width_joiner;
}

}  // namespace

std::string cut_utf8(std::string_view text, std::size_t max_characters) {
    std::size_t end = 0;
    for (std::size_t count = 0; count < max_characters && end < text.size(); ++count) {
        end = next_character(text, end);
    }
    if (end == text.size()) {
        return std::string{text};
    }
    std::size_t group_end = end;
    while (group_end > 0 && divides_group(text, group_end)) {
        group_end = previous_character(text, group_end);
    }
    // A group that is longer than the column is cut at the limit itself.
    return std::string{text.substr(0, group_end > 0 ? group_end : end)};
}

void set_text_measure(text_measure measure) noexcept {
    measure_of_caller = measure;
}

std::string cut_text(std::string_view text, std::size_t max_characters) {
    const std::size_t bytes =
        measure_of_caller == nullptr ? in_utf8 : measure_of_caller(text, max_characters);
    return bytes == in_utf8 ? cut_utf8(text, max_characters) : std::string{text.substr(0, bytes)};
}

std::string shorten(std::string_view text, std::size_t max_characters) {
    std::string cut = cut_text(text, max_characters);
    return cut.size() == text.size() ? cut : cut + "...";
}

std::string quoted(std::string_view text) {
    constexpr std::uint8_t first_outside_ascii = 0x80;
    std::string shown = "\"";
    for (std::size_t at = 0; at < text.size();) {
        const auto byte = static_cast<std::uint8_t>(text[at]);
        const std::size_t end = byte >= first_outside_ascii && is_utf8() ? next_character(text, at) : at + 1;
        const char32_t code = end > at + 1 ? code_point_at(text, at) : byte;
        if (is_control(code)) {
            shown += fmt::format("\\x{:02X}", static_cast<std::uint32_t>(code));
        } else if (end > at + 1 && is_hidden(code)) {
            shown += fmt::format("\\u{:04X}", static_cast<std::uint32_t>(code));
        } else {
            shown += text.substr(at, end - at);
        }
        at = end;
    }
    return shown + '"';
}

std::string_view trim_invisible(std::string_view text, bool utf8) noexcept {
    const auto is_blank = [utf8](std::string_view letter) {
        const auto byte = static_cast<std::uint8_t>(letter.front());
        return letter.size() == 1
                   ? byte == ' ' || is_control(byte)
                   : utf8 && (is_hidden(code_point_at(letter, 0)) || letter == ideographic_blank);
    };
    const auto step = [utf8](std::string_view of, std::size_t at) {
        return utf8 ? next_character(of, at) : at + 1;
    };
    while (!text.empty() && is_blank(text.substr(0, step(text, 0)))) {
        text.remove_prefix(step(text, 0));
    }
    while (!text.empty()) {
        const std::size_t last = utf8 ? previous_character(text, text.size()) : text.size() - 1;
        if (!is_blank(text.substr(last))) {
            break;
        }
        text.remove_suffix(text.size() - last);
    }
    return text;
}

std::string join_names(const std::vector<std::string>& names, std::size_t max_characters) {
    std::string joined;
    std::string_view separator;
    for (const std::string& name : names) {
        joined += separator;
        joined += name;
        separator = " / ";
    }
    return cut_text(joined, max_characters);
}

std::string counted(std::int64_t count, std::string_view noun) {
    return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

}  // namespace forecast_warehouse::core
