#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/sources/column_profile.hpp"
#include "core/sources/file_sample.hpp"
#include "core/sources/header_words.hpp"

namespace forecast_warehouse::core {

// Columns that are the values of a wide file.
struct wide_columns {
    std::vector<std::size_t> positions{};
    std::string pattern{};  // empty: none
    std::string day_format{};
    bool names_are_days = false;
    bool names_are_numbers = false;
};

// The columns of a sample, and their meanings.
struct file_meanings {
    std::vector<column_profile> profiles{};  // by column
    std::map<meaning, std::size_t> found{};  // columns by meaning
    std::set<std::size_t> used{};            // columns with a meaning
    wide_columns wide{};
    char decimal_mark = '.';            // of the file
    std::vector<std::string> doubts{};  // left to the user

    [[nodiscard]] bool has(meaning what) const { return found.contains(what); }
    [[nodiscard]] const column_profile& profile(meaning what) const { return profiles[found.at(what)]; }
    [[nodiscard]] bool is_value(std::size_t column) const noexcept;
};

// Finds the meanings of the columns by their names, and without names by their cells.
file_meanings find_meanings(const file_sample& sample);

// Whether several rows of the file are of one day, store and product.
bool repeats_grain(const file_sample& sample, const file_meanings& meanings);

// Whether each amount is quantity times price. The sample has columns of all three.
bool amounts_fit(const file_sample& sample, const file_meanings& meanings);

}  // namespace forecast_warehouse::core
