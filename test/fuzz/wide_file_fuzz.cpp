// Splits lines, fits a header to a wide source, and suggests a source, all from inputs of libFuzzer. There
// must be no crash and no exception except a refusal. Cells that are quoted again must give the same cells.
//
// The first byte is a delimiter. The rest are lines of a file.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "core/failure.hpp"
#include "core/sources/csv_line.hpp"
#include "core/sources/file_shape.hpp"
#include "core/sources/suggestion.hpp"

namespace {

using namespace forecast_warehouse::core;

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t length = std::min(text.find('\n'), text.size());
        lines.emplace_back(text.substr(0, length));
        text.remove_prefix(std::min(length + 1, text.size()));
    }
    return lines;
}

std::string written(const std::vector<std::string_view>& cells, char delimiter) {
    std::string line;
    for (const std::string_view cell : cells) {
        line += delimiter;
        line += '"';
        for (const char byte : cell) {
            line += byte == '"' ? std::string(2, byte) : std::string(1, byte);
        }
        line += '"';
    }
    return line.substr(1);
}

void check_split(const std::string& line, char delimiter) {
    csv_line first(delimiter);
    if (!first.split(line)) {
        // An odd number of quotes goes on behind the line.
        if (std::count(line.begin(), line.end(), '"') % 2 == 0) {
            std::abort();
        }
        return;
    }
    csv_line second(delimiter);
    const std::string again = written(first.cells(), delimiter);
    if (std::count(line.begin(), line.end(), '"') % 2 != 0 || !second.split(again) ||
        first.cells() != second.cells()) {
        std::abort();
    }
}

void check_header(const std::string& line, char delimiter) {
    csv_line header(delimiter);
    if (!header.split(line)) {
        return;
    }
    try {
        const std::vector<std::string> names(header.cells().begin(), header.cells().end());
        const file_shape shape(names, unpivot{{names.front(), "d_*"}, "name", "value", true}, delimiter);
        const wide_layout layout = shape.layout_of(header.cells());
        if (layout.shared.size() + layout.values.size() != layout.cells ||
            layout.names.size() != layout.values.size() || layout.shared.size() + 2 != shape.rows().size()) {
            std::abort();
        }
    } catch (const failure&) {
        // A refusal is an answer.
    }
}

// Lines of comments, and one statement behind them.
void check_suggestion(const std::vector<std::string>& lines, bool utf8) {
    const file_sample sample = sample_of_lines(lines, utf8);
    const suggestion made = suggest(sample);
    std::string text = write_suggestion(made, sample, "create_source", "name", "lines");
    while (text.starts_with("-- ")) {
        text.erase(0, text.find('\n') + 1);
    }
    if (!text.starts_with("SELECT create_source('name', '") || !text.ends_with(")")) {
        std::abort();
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) {
        return 0;
    }
    std::string_view text{reinterpret_cast<const char*>(data), size};
    const char delimiter = text.front() == '"' ? ',' : text.front();
    text.remove_prefix(1);
    const std::vector<std::string> lines = lines_of(text);
    for (const std::string& line : lines) {
        check_split(line, delimiter);
    }
    if (!lines.empty()) {
        check_header(lines.front(), delimiter);
    }
    check_suggestion(lines, size % 2 == 0);
    return 0;
}
