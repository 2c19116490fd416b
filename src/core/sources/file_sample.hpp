#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace forecast_warehouse::core {

// Some rows of a file, as text.
struct file_sample {
    std::vector<std::string> columns{};  // c1, c2 and so on where the file has no header
    std::vector<std::vector<std::string>> rows{};
    bool utf8 = true;

    bool has_header = true;   // whether the names are from the file, or from a table whose columns have names
    bool header_fits = true;  // whether HEADER MATCH can compare them
    char delimiter = ',';
    std::size_t repeated_headers = 0;
    std::size_t blank_rows = 0;
    std::size_t other_rows = 0;  // lines with another number of cells
};

// A sample from whole lines: finds the delimiter and the header.
file_sample sample_of_lines(const std::vector<std::string>& lines, bool utf8);

// A sample from a table. Its first row may be the header of the file.
file_sample sample_of_rows(std::vector<std::string> columns, std::vector<std::vector<std::string>> rows,
                           bool utf8);

// The cells of a column.
std::vector<std::string_view> cells_of(const file_sample& sample, std::size_t column);

}  // namespace forecast_warehouse::core
