#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace forecast_warehouse::core {

// A line of a file, split into cells by the rules of COPY in the format csv. A cell may be in double quotes.
// Two of them inside mean one.
class csv_line {
public:
    explicit csv_line(char delimiter) noexcept : delimiter_(delimiter) {}

    // Splits a line, whose text must live as long as the cells. False: a quote has no end, so that the line
    // goes on behind a line break.
    bool split(std::string_view line);

    [[nodiscard]] const std::vector<std::string_view>& cells() const noexcept { return cells_; }

private:
    bool take_quoted(std::string_view line, std::size_t& position);

    char delimiter_;
    std::string unquoted_;  // the text of cells that have quotes
    std::vector<std::string_view> cells_;
};

}  // namespace forecast_warehouse::core
