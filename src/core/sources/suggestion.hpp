#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/sources/file_sample.hpp"

namespace forecast_warehouse::core {

// A source that may fit a file, as create_source() takes it.
struct suggestion {
    std::string feed{};  // empty: none was found
    std::vector<std::string> columns{};
    std::vector<std::pair<std::string, std::string>> map{};      // expressions by column of the feed
    std::vector<std::pair<std::string, std::string>> options{};  // JSON by name
    std::vector<std::string> guesses{};
    std::vector<std::string> gaps{};  // left to the user
    bool takes_lines = false;
};

// Guesses how a file is to be loaded, by the names of its columns and by their contents.
suggestion suggest(const file_sample& sample);

// The call of create_source() in SQL, behind comments that say what was guessed. extension_schema and name
// are written as SQL has them; rows says where the sample is from.
std::string write_suggestion(const suggestion& made, const file_sample& sample, const std::string& function,
                             const std::string& name, const std::string& rows);

// A text as a JSON string.
std::string json_string(std::string_view text);

}  // namespace forecast_warehouse::core
