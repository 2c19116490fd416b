#include "core/near_name.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace forecast_warehouse::core {
namespace {

std::string lower_ascii(std::string_view text) {
    std::string lower(text);
    for (char& byte : lower) {
        byte = byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte;
    }
    return lower;
}

// The edit distance of Levenshtein, of bytes. Only one row of its table is kept.
std::size_t distance(std::string_view left, std::string_view right) {
    std::vector<std::size_t> row(right.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t at = 0; at < left.size(); ++at) {
        std::size_t diagonal = row.front();
        row.front() = at + 1;
        for (std::size_t to = 0; to < right.size(); ++to) {
            const std::size_t replaced = diagonal + (left[at] == right[to] ? 0 : 1);
            diagonal = row[to + 1];
            row[to + 1] = std::min({row[to] + 1, row[to + 1] + 1, replaced});
        }
    }
    return row.back();
}

}  // namespace

std::optional<std::string> near_name(std::string_view unknown, const std::vector<std::string>& names) {
    constexpr std::size_t third = 3;
    const std::string wanted = lower_ascii(unknown);
    std::optional<std::string> nearest;
    std::size_t fewest = 0;
    for (const std::string& each : names) {
        const std::size_t edits = distance(wanted, lower_ascii(each));
        const bool is_near = edits * third < std::max(wanted.size(), each.size());
        if (is_near && (!nearest || edits < fewest)) {
            nearest = each;
            fewest = edits;
        }
    }
    return nearest;
}

}  // namespace forecast_warehouse::core
