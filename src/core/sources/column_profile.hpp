#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/sources/number_format.hpp"

namespace forecast_warehouse::core {

// The look of the cells of a column. A column is a number, a day or a time when at least nine of ten of its
// cells are.
struct column_profile {
    std::size_t filled = 0;    // cells that are neither empty nor a word for a missing value
    std::size_t distinct = 0;  // different ones of them
    std::vector<std::string> null_words{};
    std::vector<std::string> unreadable{};  // some cells that are not as the others

    bool is_number = false;
    number_format numbers{};      // without a utf8
    bool has_decimals = false;    // whether a number has a decimal mark
    bool marks_are_open = false;  // 1.234 only: the mark may be for decimals or for groups
    bool is_whole = false;        // no decimals but zeros
    bool has_negative = false;
    bool has_dot_zero = false;  // all are written as 1.0
    std::size_t decimals = 0;   // the most

    bool is_day = false;   // a day, or a moment where has_hours
    std::string format{};  // empty: ISO 8601
    bool has_hours = false;
    bool order_is_open = false;  // 02/03: day and month may be either way
    std::string other_format{};  // with day and month the other way

    bool is_clock = false;  // a time of the day
    std::string clock{};    // its format
};

// A mark that another column of the file decided, for a column that leaves it open; 0: none.
column_profile profile_column(const std::vector<std::string_view>& cells, bool utf8);

// The same with another decimal mark, where the column leaves it open.
void decide_mark(column_profile& profile, char decimal_mark);

}  // namespace forecast_warehouse::core
