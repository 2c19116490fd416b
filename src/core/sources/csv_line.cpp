#include "core/sources/csv_line.hpp"

namespace forecast_warehouse::core {

bool csv_line::split(std::string_view line) {
    cells_.clear();
    unquoted_.clear();
    // Cells point into it, so it must not move.
    unquoted_.reserve(line.size());
    std::size_t position = 0;
    bool more = true;
    while (more) {
        std::size_t end = position;
        while (end < line.size() && line[end] != delimiter_ && line[end] != '"') {
            ++end;
        }
        if (end < line.size() && line[end] == '"') {
            if (!take_quoted(line, position)) {
                return false;
            }
            end = position;
        } else {
            cells_.push_back(line.substr(position, end - position));
        }
        more = end < line.size();
        position = end + 1;
    }
    return true;
}

// Takes a cell with quotes, up to its delimiter or the end of the line.
bool csv_line::take_quoted(std::string_view line, std::size_t& position) {
    const std::size_t begin = unquoted_.size();
    bool inside = false;
    for (; position < line.size() && (inside || line[position] != delimiter_); ++position) {
        const bool is_quote = line[position] == '"';
        if (is_quote && inside && position + 1 < line.size() && line[position + 1] == '"') {
            ++position;
            unquoted_ += '"';
        } else if (is_quote) {
            inside = !inside;
        } else {
            unquoted_ += line[position];
        }
    }
    cells_.push_back(std::string_view(unquoted_).substr(begin));
    return !inside;
}

}  // namespace forecast_warehouse::core
