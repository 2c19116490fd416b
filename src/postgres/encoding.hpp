#pragma once

#include <cstddef>
#include <string_view>

namespace forecast_warehouse::postgres {

// How many bytes the first characters of a text take in the database's encoding; core::in_utf8 for UTF-8.
std::size_t bytes_of_characters(std::string_view text, std::size_t max_characters);

}  // namespace forecast_warehouse::postgres
