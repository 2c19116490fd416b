#include "core/schema/expectation.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "core/versions.hpp"

namespace forecast_warehouse::core::schema {
namespace {

// A line for each fact: first and last version, kind, object, aspect and value, parted by tabulators.
// .ci/expected_schema writes the file.
constexpr char written[] =
#include "core/schema/expected.inc"
    ;
constexpr std::string_view lines(written, sizeof(written) - 1);

constexpr std::size_t fields = 6;

std::array<std::string_view, fields> parts_of(std::string_view line) {
    std::array<std::string_view, fields> parts;
    for (std::size_t index = 0; index < fields; ++index) {
        const std::size_t end = index + 1 < fields ? line.find('\t') : line.size();
        parts.at(index) = line.substr(0, end);
        line.remove_prefix(std::min(line.size(), end + 1));
    }
    return parts;
}

// A line feed is written as \n, and a backslash as two.
std::string unescaped(std::string_view text) {
    std::string plain;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '\\') {
            plain += text[at];
            continue;
        }
        ++at;
        plain += text[at] == 'n' ? '\n' : text[at];
    }
    return plain;
}

std::string in_schema(std::string text, std::string_view schema) {
    constexpr std::string_view word = schema_word;
    for (std::size_t at = text.find(word); at != std::string::npos;
         at = text.find(word, at + schema.size())) {
        text.replace(at, word.size(), schema);
    }
    return text;
}

// The position of a version among all, oldest first.
std::ptrdiff_t position_of(std::string_view version) {
    return find_version(version) - versions().data();
}

}  // namespace

facts expected_facts(std::string_view version, std::string_view schema) {
    facts found;
    if (find_version(version) == nullptr) {
        return found;
    }
    const std::ptrdiff_t position = position_of(version);
    std::string_view rest = lines;
    while (!rest.empty()) {
        const std::size_t end = rest.find('\n');
        const std::string_view line = rest.substr(0, end);
        rest.remove_prefix(std::min(rest.size(), end == std::string_view::npos ? rest.size() : end + 1));
        if (line.empty()) {
            continue;
        }
        const auto [first, last, kind, object, aspect, value] = parts_of(line);
        if (position_of(first) <= position && position <= position_of(last)) {
            found.push_back({std::string(kind), in_schema(std::string(object), schema), std::string(aspect),
                             in_schema(unescaped(value), schema)});
        }
    }
    return found;
}

}  // namespace forecast_warehouse::core::schema
