#include "core/sources/file_shape.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "core/failure.hpp"
#include "core/text.hpp"

namespace forecast_warehouse::core {
namespace {

[[noreturn]] void refuse(const std::string& message, const std::string& hint) {
    throw failure(sqlstate::invalid_parameter_value, message, hint);
}

[[noreturn]] void refuse_header(const std::string& message) {
    throw failure(sqlstate::bad_copy_file_format, message,
                  "The first line must be the header. Load without HEADER, so that it arrives.");
}

}  // namespace

bool fits_pattern(std::string_view name, std::string_view pattern) noexcept {
    // Where to go on when a star has to take one character more.
    std::size_t star = std::string_view::npos;
    std::size_t taken = 0;
    std::size_t at_name = 0;
    std::size_t at_pattern = 0;
    while (at_name < name.size()) {
        if (at_pattern < pattern.size() && pattern[at_pattern] == '*') {
            star = at_pattern++;
            taken = at_name;
        } else if (at_pattern < pattern.size() && pattern[at_pattern] == name[at_name]) {
            ++at_pattern;
            ++at_name;
        } else if (star != std::string_view::npos) {
            at_pattern = star + 1;
            at_name = ++taken;
        } else {
            return false;
        }
    }
    return pattern.find_first_not_of('*', at_pattern) == std::string_view::npos;
}

file_shape::file_shape(std::vector<std::string> columns, std::optional<unpivot> wide,
                       std::optional<char> delimiter)
    : columns_(std::move(columns)), wide_(std::move(wide)) {
    if (!wide_ && delimiter) {
        refuse("option \"delimiter\" needs unpivot", "Give COPY the delimiter of the file.");
    }
    takes_lines_ = wide_ && (delimiter || columns_.size() > most_columns ||
                             std::any_of(columns_.begin(), columns_.end(),
                                         [this](const std::string& each) { return is_pattern(each); }));
    check_names();
    if (wide_) {
        for (const std::string& each : columns_) {
            if (!is_pattern(each) && !is_value(each)) {
                rows_.push_back(each);
            }
        }
        check_wide();
        rows_.push_back(wide_->name);
        rows_.push_back(wide_->value);
    }
}

bool file_shape::is_value(std::string_view column) const noexcept {
    return std::any_of(wide_->columns.begin(), wide_->columns.end(),
                       [column](const std::string& each) { return fits_pattern(column, each); });
}

// Whether a name of the file's columns means all that fit a pattern.
bool file_shape::is_pattern(std::string_view column) const noexcept {
    return column.find('*') != std::string_view::npos &&
           std::find(wide_->columns.begin(), wide_->columns.end(), column) != wide_->columns.end();
}

void file_shape::check_names() const {
    const std::size_t most = takes_lines_ ? most_cells : most_columns;
    if (columns_.empty() || columns_.size() > most) {
        refuse(fmt::format("columns has {}, and must have 1 to {}",
                           counted(static_cast<std::int64_t>(columns_.size()), "name"), most),
               "Name the columns of the file in its order. A wider file needs unpivot.");
    }
    std::set<std::string_view> seen;
    for (const std::string& each : columns_) {
        const std::string hint =
            takes_lines_ ? "Name the columns as the header of the file does."
                         : " another name, and load the file with HEADER instead of HEADER MATCH.";
        if (each.empty() || each.size() > longest_name) {
            refuse(fmt::format("column name {} must have 1 to {} bytes", quoted(each), longest_name),
                   (takes_lines_ ? "" : "Give it") + hint);
        }
        if (!seen.insert(each).second) {
            refuse(fmt::format("column name {} comes twice", quoted(each)),
                   (takes_lines_ ? "" : "Give one of them") + hint);
        }
    }
}

void file_shape::check_wide() const {
    for (const std::string* each : {&wide_->name, &wide_->value}) {
        if (each->empty() || each->size() > longest_name) {
            refuse(fmt::format("column name {} must have 1 to {} bytes", quoted(*each), longest_name),
                   "Give the columns of unpivot a shorter name.");
        }
        if (std::find(rows_.begin(), rows_.end(), *each) != rows_.end()) {
            refuse(fmt::format("column name {} comes twice", quoted(*each)),
                   "Give the column of unpivot a name that the file does not have.");
        }
    }
    if (wide_->name == wide_->value) {
        refuse(fmt::format("column name {} comes twice", quoted(wide_->name)),
               "Give name and value of unpivot two names.");
    }
    if (rows_.size() + 2 > most_columns) {
        refuse(fmt::format("unpivot leaves {} columns, and at most {} are possible", rows_.size() + 2,
                           most_columns),
               "Name more of them in its columns.");
    }
    for (const std::string& each : wide_->columns) {
        const bool fits = std::any_of(columns_.begin(), columns_.end(),
                                      [&](const std::string& column) { return fits_pattern(column, each); });
        if (!fits) {
            refuse(fmt::format("no column fits {} of unpivot", quoted(each)),
                   "Name columns of the file, or a pattern such as d_*.");
        }
    }
}

wide_layout file_shape::layout() const {
    wide_layout layout{columns_.size()};
    for (std::size_t cell = 0; cell < columns_.size(); ++cell) {
        if (is_value(columns_[cell])) {
            layout.values.push_back(cell);
            layout.names.push_back(columns_[cell]);
        } else {
            layout.shared.push_back(cell);
        }
    }
    return layout;
}

wide_layout file_shape::layout_of(const std::vector<std::string_view>& header) const {
    wide_layout layout{header.size()};
    std::set<std::string_view> names;
    std::size_t cell = 0;
    for (std::size_t column = 0; column < columns_.size(); ++column) {
        const std::string& wanted = columns_[column];
        const std::size_t first = cell;
        const auto next = [&] { return column + 1 < columns_.size() ? columns_[column + 1] : std::string(); };
        if (is_pattern(wanted)) {
            while (cell < header.size() && fits_pattern(header[cell], wanted) && header[cell] != next()) {
                ++cell;
            }
        } else if (cell < header.size() && header[cell] == wanted) {
            ++cell;
        }
        if (cell == first) {
            refuse_header(
                fmt::format("column name mismatch in header line field {}: got {}, expected {}", first + 1,
                            first < header.size() ? quoted(shorten(header[first], shown_characters)) : "none",
                            quoted(wanted)));
        }
        for (std::size_t each = first; each < cell; ++each) {
            if (!names.insert(header[each]).second) {
                refuse_header(fmt::format("column name {} comes twice in the header line",
                                          quoted(shorten(header[each], shown_characters))));
            }
            const bool is_row = is_value(header[each]);
            (is_row ? layout.values : layout.shared).push_back(each);
            if (is_row) {
                layout.names.emplace_back(header[each]);
            }
        }
    }
    if (cell < header.size()) {
        refuse_header(fmt::format("header line has {} fields, expected {}", header.size(), cell));
    }
    return layout;
}

}  // namespace forecast_warehouse::core
