#include "core/sources/file_sample.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <fmt/format.h>

#include "core/ascii.hpp"
#include "core/sources/csv_line.hpp"
#include "core/sources/file_shape.hpp"
#include "core/sources/header_words.hpp"
#include "core/text.hpp"

namespace forecast_warehouse::core {
namespace {

using text_row = std::vector<std::string>;

// A sample of so many cells shows how a file is written.
constexpr std::size_t most_cells = 400'000;
constexpr std::size_t fewest_rows = 50;

bool is_blank(const text_row& row, bool utf8) {
    return std::all_of(row.begin(), row.end(),
                       [utf8](const std::string& cell) { return trim_invisible(cell, utf8).empty(); });
}

// Whether a cell can only be data: it has no letter, or begins with a digit.
bool is_data(std::string_view cell) {
    const bool has_letter = std::any_of(cell.begin(), cell.end(), [](char byte) {
        return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
               static_cast<unsigned char>(byte) >= 0x80U;
    });
    return !cell.empty() && (!has_letter || is_digit(cell.front()));
}

std::size_t known_names(const text_row& row) {
    return static_cast<std::size_t>(std::count_if(row.begin(), row.end(), [](const std::string& cell) {
        bool exact = false;
        return meaning_of(cell, exact) != meaning::none && exact;
    }));
}

// Whether a row is a header. Two of its names are known, or no cell is data and the next row has data.
bool is_header(const text_row& row, const std::vector<text_row>& rows, bool utf8) {
    text_row names;
    for (const std::string& cell : row) {
        names.emplace_back(trim_invisible(cell, utf8));
    }
    if (known_names(names) >= 2) {
        return true;
    }
    const bool has_data =
        std::any_of(names.begin(), names.end(), [](const std::string& each) { return is_data(each); });
    return !has_data && rows.size() > 1 &&
           std::any_of(rows[1].begin(), rows[1].end(), [](const std::string& each) { return is_data(each); });
}

// Names that a view can have, one for each column.
void take_names(const text_row& header, file_sample& sample) {
    std::set<std::string> taken;
    for (const std::string& each : header) {
        std::string name(trim_invisible(each, sample.utf8));
        const bool fits = !name.empty() && name.size() <= file_shape::longest_name && !taken.contains(name);
        sample.header_fits = sample.header_fits && fits && name == each;
        if (!fits) {
            name = fmt::format("c{}", sample.columns.size() + 1);
        }
        while (!fits &&
               (taken.contains(name) || std::find(header.begin(), header.end(), name) != header.end())) {
            name += "_";
        }
        taken.insert(name);
        sample.columns.push_back(name);
    }
}

void name_by_number(std::size_t count, file_sample& sample) {
    sample.has_header = false;
    for (std::size_t column = 1; column <= count; ++column) {
        sample.columns.push_back(fmt::format("c{}", column));
    }
}

bool same_row(const text_row& row, const text_row& header, bool utf8) {
    return row.size() == header.size() &&
           std::equal(row.begin(), row.end(), header.begin(),
                      [utf8](const std::string& left, const std::string& right) {
                          return trim_invisible(left, utf8) == trim_invisible(right, utf8);
                      });
}

// Keeps the rows of data.
void take_rows(std::vector<text_row> rows, const text_row& header, file_sample& sample) {
    for (text_row& row : rows) {
        if (is_blank(row, sample.utf8)) {
            ++sample.blank_rows;
        } else if (same_row(row, header, sample.utf8)) {
            ++sample.repeated_headers;
        } else if (row.size() != sample.columns.size()) {
            ++sample.other_rows;
        } else {
            sample.rows.push_back(std::move(row));
        }
    }
}

void take_file(std::vector<text_row> rows, file_sample& sample) {
    while (!rows.empty() && is_blank(rows.front(), sample.utf8)) {
        ++sample.blank_rows;
        rows.erase(rows.begin());
    }
    if (rows.empty()) {
        return;
    }
    const bool has_header = is_header(rows.front(), rows, sample.utf8);
    const text_row header = has_header ? rows.front() : text_row();
    if (has_header) {
        take_names(header, sample);
        rows.erase(rows.begin());
    } else {
        name_by_number(rows.front().size(), sample);
    }
    take_rows(std::move(rows), header, sample);
}

// The rows of lines, split at a delimiter.
std::vector<text_row> split_lines(const std::vector<std::string>& lines, char delimiter) {
    std::vector<text_row> rows;
    csv_line splitter(delimiter);
    std::string begun;
    for (const std::string& line : lines) {
        begun += (begun.empty() ? "" : "\n") + line;
        begun.erase(begun.ends_with('\r') ? begun.size() - 1 : begun.size());
        const std::size_t cells = rows.empty() ? 1 : rows.front().size();
        if (rows.size() > fewest_rows && rows.size() * cells > most_cells) {
            break;
        }
        if (splitter.split(begun)) {
            rows.emplace_back(splitter.cells().begin(), splitter.cells().end());
            begun.clear();
        }
    }
    return rows;
}

// The share of the first rows that have the most frequent number of cells, and that number.
struct fit {
    std::size_t rows = 0;
    std::size_t cells = 0;
};

fit fit_of(const std::vector<text_row>& rows) {
    std::map<std::size_t, std::size_t> counts;
    for (const text_row& row : rows) {
        ++counts[row.size()];
    }
    fit best;
    for (const auto& [cells, count] : counts) {
        if (cells > 1 && count > best.rows) {
            best = {count, cells};
        }
    }
    return best;
}

// Whether a table was made without knowledge of the file's header. Its columns are c1, c2, or column1,
// column2.
bool are_numbered(const std::vector<std::string>& names) {
    for (std::size_t index = 0; index < names.size(); ++index) {
        const std::size_t digits = names[index].find_last_not_of("0123456789") + 1;
        constexpr std::size_t longest = 7;
        if (digits == 0 || digits > longest || names[index].substr(digits) != fmt::format("{}", index + 1)) {
            return false;
        }
    }
    return true;
}

}  // namespace

file_sample sample_of_lines(const std::vector<std::string>& lines, bool utf8) {
    file_sample sample;
    sample.utf8 = utf8;
    constexpr std::size_t tried = 50;
    const std::vector<std::string> first(
        lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(std::min(lines.size(), tried)));
    fit best;
    for (const char delimiter : {',', ';', '\t', '|'}) {
        const fit found = fit_of(split_lines(first, delimiter));
        if (found.rows > best.rows || (found.rows == best.rows && found.cells > best.cells)) {
            best = found;
            sample.delimiter = delimiter;
        }
    }
    take_file(split_lines(lines, sample.delimiter), sample);
    return sample;
}

file_sample sample_of_rows(std::vector<std::string> columns, std::vector<std::vector<std::string>> rows,
                           bool utf8) {
    file_sample sample;
    sample.utf8 = utf8;
    if (are_numbered(columns)) {
        take_file(std::move(rows), sample);
    } else {
        sample.columns = columns;
        take_rows(std::move(rows), columns, sample);
    }
    if (sample.columns.empty()) {
        sample.columns = std::move(columns);
    }
    return sample;
}

std::vector<std::string_view> cells_of(const file_sample& sample, std::size_t column) {
    std::vector<std::string_view> cells;
    cells.reserve(sample.rows.size());
    for (const std::vector<std::string>& row : sample.rows) {
        cells.emplace_back(row[column]);
    }
    return cells;
}

}  // namespace forecast_warehouse::core
