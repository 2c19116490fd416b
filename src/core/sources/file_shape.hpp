#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace forecast_warehouse::core {

// How the columns of a wide file become rows. A column gives one row, with its name and its cell.
struct unpivot {
    std::vector<std::string> columns;  // names, in which * means any characters
    std::string name;                  // of the row's column that has the name
    std::string value;                 // of the row's column that has the value
    bool keeps_zeros = true;
};

// Whether a name fits a pattern, in which * means any characters.
bool fits_pattern(std::string_view name, std::string_view pattern) noexcept;

// Where the values of a wide row are among its cells.
struct wide_layout {
    std::size_t cells = 0;
    std::vector<std::size_t> shared{};  // those that all rows share
    std::vector<std::size_t> values{};  // those that give a row each
    std::vector<std::string> names{};   // of the values
};

// The columns that the view of a source takes, and those that its map reads.
class file_shape {
public:
    // The name of the column of a view that takes whole lines.
    static constexpr std::string_view line_column = "line";
    // As many as a table of PostgreSQL has.
    static constexpr std::size_t most_columns = 1600;
    static constexpr std::size_t most_cells = 100'000;
    static constexpr std::size_t longest_name = 63;

    // Raises for columns that a view cannot have, or to which unpivot does not fit (22023).
    file_shape(std::vector<std::string> columns, std::optional<unpivot> wide, std::optional<char> delimiter);

    [[nodiscard]] bool is_wide() const noexcept { return wide_.has_value(); }

    // Whether the view has one column, for whole lines.
    [[nodiscard]] bool takes_lines() const noexcept { return takes_lines_; }

    // The columns of the view.
    [[nodiscard]] const std::vector<std::string>& given() const noexcept {
        return takes_lines_ ? line_ : columns_;
    }

    // The columns of the rows that the map reads.
    [[nodiscard]] const std::vector<std::string>& rows() const noexcept {
        return is_wide() ? rows_ : columns_;
    }

    // The layout of the view's columns.
    [[nodiscard]] wide_layout layout() const;

    // The layout by the header of a file. Raises when it is not that of the source (22P04).
    [[nodiscard]] wide_layout layout_of(const std::vector<std::string_view>& header) const;

private:
    [[nodiscard]] bool is_pattern(std::string_view column) const noexcept;
    [[nodiscard]] bool is_value(std::string_view column) const noexcept;
    void check_names() const;
    void check_wide() const;

    std::vector<std::string> columns_;
    std::optional<unpivot> wide_;
    bool takes_lines_ = false;
    std::vector<std::string> rows_;
    std::vector<std::string> line_{std::string(line_column)};
};

}  // namespace forecast_warehouse::core
