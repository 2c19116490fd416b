#include "postgres/encoding.hpp"

#include <algorithm>
#include <array>

#include "core/text.hpp"
#include "postgres/guard.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {
namespace {

// Room for a letter in any encoding, with the zero byte that conversions add.
constexpr int letter_room = MAX_CONVERSION_GROWTH * MAX_MULTIBYTE_CHAR_LEN + 1;
using letter_bytes = std::array<unsigned char, letter_room>;

// Converts one letter by the server's own conversion, which a user cannot replace. The length is 0 when
// there is no such conversion, or when the other encoding lacks the letter.
int convert_unguarded(int from, int to, letter_bytes& bytes, int length) {
    const Oid conversion = FindDefaultConversion(PG_CATALOG_NAMESPACE, from, to);
    if (!OidIsValid(conversion)) {
        return 0;
    }
    letter_bytes converted{};
    const int taken = pg_do_encoding_conversion_buf(conversion, from, to, bytes.data(), length,
                                                    converted.data(), letter_room, true);
    bytes = converted;
    return taken == length ? static_cast<int>(strlen(reinterpret_cast<const char*>(bytes.data()))) : 0;
}

}  // namespace

const char* name_of_encoding() noexcept {
    return GetDatabaseEncodingName();
}

bool is_utf8() noexcept {
    return GetDatabaseEncoding() == PG_UTF8;
}

const char* encoding_to_hash() noexcept {
    const int encoding = GetDatabaseEncoding();
    return encoding == PG_SQL_ASCII || encoding == PG_MULE_INTERNAL ? name_of_encoding() : "UTF8";
}

std::optional<std::string> encoded(char32_t letter) {
    letter_bytes bytes{};
    unicode_to_utf8(letter, bytes.data());
    int length = pg_utf_mblen(bytes.data());
    const int encoding = GetDatabaseEncoding();
    if (encoding == PG_SQL_ASCII) {
        return std::nullopt;
    }
    if (encoding != PG_UTF8) {
        guard([&] {
            const int first = encoding == PG_MULE_INTERNAL ? PG_LATIN1 : encoding;
            length = convert_unguarded(PG_UTF8, first, bytes, length);
            if (length > 0 && first != encoding) {
                length = convert_unguarded(first, encoding, bytes, length);
            }
        });
    }
    return length > 0 ? std::optional(std::string(bytes.begin(), bytes.begin() + length)) : std::nullopt;
}

std::size_t bytes_of_characters(std::string_view text, std::size_t max_characters) {
    if (GetDatabaseEncoding() == PG_UTF8) {
        return core::in_utf8;
    }
    // The server counts in int. A character has a few bytes at most, so the rest of the text is not needed.
    const std::size_t looked_at = std::min(text.size(), max_characters * MAX_MULTIBYTE_CHAR_LEN);
    return guard([&] {
        return static_cast<std::size_t>(
            pg_mbcharcliplen(text.data(), static_cast<int>(looked_at), static_cast<int>(max_characters)));
    });
}

}  // namespace forecast_warehouse::postgres
