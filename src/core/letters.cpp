#include "core/letters.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <vector>

#include <fmt/format.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>
#include <unicode/utrans.h>

#include "core/failure.hpp"

namespace forecast_warehouse::core {
namespace {

constexpr char32_t first_outside_ascii = 0x80;
constexpr char32_t section_sign = 0xA7;

void check(UErrorCode status) {
    if (U_FAILURE(status) != 0) {
        throw failure(sqlstate::system_error,
                      fmt::format("could not open the normalizer of ICU: {}", u_errorName(status)),
                      "Install ICU with all of its data.");
    }
}

// ICU's rules, which take some time to load.
class base_letters {
public:
    std::string of(char32_t letter) {
        if (rules_ == nullptr) {
            load();
        }
        std::array<UChar, 256> buffer{};
        UChar* units = buffer.data();
        int32_t length = 0;
        U16_APPEND_UNSAFE(units, length, letter);
        int32_t limit = length;
        UErrorCode status = U_ZERO_ERROR;
        utrans_transUChars(rules_.get(), units, &length, buffer.size(), 0, &limit, &status);
        check(status);
        const std::string found(buffer.begin(), buffer.begin() + length);
        const bool all_ascii = std::all_of(buffer.begin(), buffer.begin() + length,
                                           [](UChar unit) { return unit < first_outside_ascii; });
        return all_ascii && !found.empty() ? found : "?";
    }

private:
    struct close {
        void operator()(UTransliterator* rules) const noexcept { utrans_close(rules); }
    };

    void load() {
        constexpr std::u16string_view name = u"Any-Latin; Latin-ASCII";
        UErrorCode status = U_ZERO_ERROR;
        rules_.reset(utrans_openU(name.data(), static_cast<int32_t>(name.size()), UTRANS_FORWARD, nullptr, 0,
                                  nullptr, &status));
        check(status);
    }

    std::unique_ptr<UTransliterator, close> rules_;
};

// Puts letters together to a text, and counts the lines in which it had to replace some.
class text_writer {
public:
    text_writer(const letter_writer& write, bool in_string) : write_(write), in_string_(in_string) {}

    void put(char32_t letter) {
        if (letter != section_sign) {
            end_sections();
        }
        if (letter < first_outside_ascii) {
            line_replaced_ = line_replaced_ && letter != '\n';
            written_.text += static_cast<char>(letter);
        } else if (auto bytes = write_(letter)) {
            written_.text += *bytes;
        } else {
            replace(letter);
        }
    }

    // A byte of a letter that is in the encoding already.
    void pass(char byte) {
        end_sections();
        written_.text += byte;
    }

    written_text end() {
        end_sections();
        return std::move(written_);
    }

private:
    void replace(char32_t letter) {
        written_.replaced_lines += line_replaced_ ? 0 : 1;
        line_replaced_ = true;
        if (letter == section_sign) {
            ++sections_;
            return;
        }
        for (const char each : bases_.of(letter)) {
            written_.text += each;
            if (in_string_ && each == '\'') {
                written_.text += each;
            }
        }
    }

    void end_sections() {
        if (sections_ > 0) {
            written_.text += sections_ == 1 ? "sec." : "secs.";
            sections_ = 0;
        }
    }

    const letter_writer& write_;
    bool in_string_;
    base_letters bases_;
    written_text written_;
    bool line_replaced_ = false;
    int sections_ = 0;
};

[[noreturn]] void refuse_escape(std::string_view statement, std::size_t at) {
    constexpr std::size_t shown = 10;
    throw failure(
        sqlstate::invalid_escape_sequence,
        fmt::format("invalid Unicode escape at character {}: \"{}\"", at + 1, statement.substr(at, shown)),
        "Write letters outside ASCII as \\u00FC or \\U0001D11E.");
}

// The letter of the escape at a position; moves the position behind it.
char32_t read_escape(std::string_view statement, std::size_t& at) {
    constexpr std::size_t short_digits = 4;
    constexpr std::size_t long_digits = 8;
    constexpr int hexadecimal = 16;
    const char kind = at + 1 < statement.size() ? statement[at + 1] : ' ';
    const std::size_t digits = kind == 'u' ? short_digits : kind == 'U' ? long_digits : 0;
    const std::string_view number = statement.substr(std::min(at + 2, statement.size()), digits);
    std::uint32_t code = 0;
    const auto [end, error] =
        std::from_chars(number.data(), number.data() + number.size(), code, hexadecimal);
    const bool complete = number.size() == digits && end == number.data() + number.size();
    if (digits == 0 || !complete || error != std::errc() || code < first_outside_ascii ||
        U_IS_SURROGATE(code) || code > UCHAR_MAX_VALUE) {
        refuse_escape(statement, at);
    }
    at += 2 + digits;
    return code;
}

// The letters of a text; none when it is not valid UTF-8.
std::vector<char32_t> letters_of(std::string_view utf8) {
    std::vector<char32_t> letters;
    const char* bytes = utf8.data();
    const auto size = static_cast<int32_t>(utf8.size());
    for (int32_t at = 0; at < size;) {
        UChar32 letter = 0;
        U8_NEXT(bytes, at, size, letter);
        if (letter < 0) {
            return {};
        }
        letters.push_back(static_cast<char32_t>(letter));
    }
    return letters;
}

bool is_outside_ascii(char32_t letter) {
    return letter >= first_outside_ascii;
}

}  // namespace

written_text write_statement(std::string_view statement, const letter_writer& write) {
    text_writer writer(write, true);
    for (std::size_t at = 0; at < statement.size();) {
        const auto byte = static_cast<std::uint8_t>(statement[at]);
        if (byte >= first_outside_ascii) {
            writer.pass(statement[at++]);
            continue;
        }
        writer.put(byte == '\\' ? read_escape(statement, at) : static_cast<char32_t>(statement[at++]));
    }
    return writer.end();
}

std::optional<written_text> write_utf8(std::string_view text, const letter_writer& write) {
    const std::vector<char32_t> letters = letters_of(text);
    if (std::none_of(letters.begin(), letters.end(), is_outside_ascii)) {
        return std::nullopt;
    }
    text_writer writer(write, false);
    for (const char32_t letter : letters) {
        writer.put(letter);
    }
    return writer.end();
}

}  // namespace forecast_warehouse::core
