#include "postgres/encoding.hpp"

#include <algorithm>

#include "core/text.hpp"
#include "postgres/guard.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {

std::size_t bytes_of_characters(std::string_view text, std::size_t max_characters) {
    if (GetDatabaseEncoding() == PG_UTF8) {
        return core::in_utf8;
    }
    // The server counts in int. A character has a few bytes at most, so the rest need not be looked at.
    const std::size_t looked_at = std::min(text.size(), max_characters * MAX_MULTIBYTE_CHAR_LEN);
    return guard([&] {
        return static_cast<std::size_t>(
            pg_mbcharcliplen(text.data(), static_cast<int>(looked_at), static_cast<int>(max_characters)));
    });
}

}  // namespace forecast_warehouse::postgres
