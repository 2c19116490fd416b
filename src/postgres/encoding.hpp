#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace forecast_warehouse::postgres {

// The number of bytes of the first characters of a text in the database's encoding. core::in_utf8 for UTF-8.
std::size_t bytes_of_characters(std::string_view text, std::size_t max_characters);

// Name of the database's encoding, and whether it is UTF-8.
const char* name_of_encoding() noexcept;
bool is_utf8() noexcept;

// Name of the encoding in which texts are hashed, so that databases of different encodings agree: UTF8. It
// is the database's own encoding where the server cannot convert every text to UTF8: SQL_ASCII and
// MULE_INTERNAL.
const char* encoding_to_hash() noexcept;

// A letter outside ASCII in the database's encoding. No value when the encoding lacks it. SQL_ASCII has
// none. The server has no conversion from UTF-8 to MULE_INTERNAL. MULE_INTERNAL gets letters of LATIN1,
// which each of its clients can read.
std::optional<std::string> encoded(char32_t letter);

}  // namespace forecast_warehouse::postgres
