#include "core/sources/file_meanings.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <optional>

#include <fmt/format.h>

#include "core/sources/file_shape.hpp"
#include "core/text.hpp"

namespace forecast_warehouse::core {
namespace {

bool is_money(const column_profile& profile) noexcept {
    constexpr std::size_t cents = 2;
    return profile.is_number && profile.has_decimals && profile.decimals <= cents;
}

// The beginning of a name before its last digits.
std::string_view stem_of(std::string_view name) noexcept {
    return name.substr(0, name.find_last_not_of("0123456789") + 1);
}

class finder {
public:
    explicit finder(const file_sample& sample) : sample_(sample) {}

    file_meanings find();

private:
    void find_wide();
    void find_wide_by_stem();
    void find_wide_by_day();
    void decide_marks();
    void find_by_names();
    void find_by_cells();
    void give(meaning what, std::size_t column);
    [[nodiscard]] bool may_be(meaning what, const column_profile& profile) const noexcept;
    void leave(std::string text) { result_.doubts.push_back(std::move(text)); }

    const file_sample& sample_;
    file_meanings result_;
};

file_meanings finder::find() {
    for (std::size_t column = 0; column < sample_.columns.size(); ++column) {
        result_.profiles.push_back(profile_column(cells_of(sample_, column), sample_.utf8));
    }
    find_wide();
    decide_marks();
    find_by_names();
    if (!sample_.has_header) {
        find_by_cells();
    }
    return std::move(result_);
}

// Columns with numbers whose names differ in digits only, or are days.
void finder::find_wide() {
    constexpr std::size_t fewest = 3;
    find_wide_by_day();
    if (result_.wide.positions.size() < fewest) {
        result_.wide = {};
        find_wide_by_stem();
    }
    if (result_.wide.positions.size() < fewest) {
        result_.wide = {};
    }
}

void finder::find_wide_by_stem() {
    if (!sample_.has_header) {
        return;
    }
    std::map<std::string_view, std::vector<std::size_t>> by_stem;
    for (std::size_t column = 0; column < sample_.columns.size(); ++column) {
        const std::string& name = sample_.columns[column];
        const std::string_view stem = stem_of(name);
        const bool has_number = stem.size() < name.size() && !stem.empty();
        if (has_number && (result_.profiles[column].is_number || result_.profiles[column].filled == 0)) {
            by_stem[stem].push_back(column);
        }
    }
    for (const auto& [stem, columns] : by_stem) {
        const bool is_run = columns.back() - columns.front() + 1 == columns.size();
        if (is_run && columns.size() > result_.wide.positions.size()) {
            result_.wide.positions = columns;
            result_.wide.pattern = std::string(stem) + "*";
            result_.wide.names_are_numbers = true;
        }
    }
    // The pattern must not take other columns.
    for (std::size_t column = 0; column < sample_.columns.size() && !result_.wide.pattern.empty(); ++column) {
        if (!result_.is_value(column) && fits_pattern(sample_.columns[column], result_.wide.pattern)) {
            result_.wide = {};
        }
    }
}

void finder::find_wide_by_day() {
    std::vector<std::string_view> names;
    for (std::size_t column = 0; sample_.has_header && column < sample_.columns.size(); ++column) {
        const column_profile day = profile_column({sample_.columns[column]}, sample_.utf8);
        if (day.is_day && (result_.profiles[column].is_number || result_.profiles[column].filled == 0)) {
            result_.wide.positions.push_back(column);
            names.emplace_back(sample_.columns[column]);
        }
    }
    const column_profile days = profile_column(names, sample_.utf8);
    result_.wide.names_are_days = days.is_day;
    result_.wide.day_format = days.format;
    if (!days.is_day) {
        result_.wide = {};
    } else if (days.order_is_open) {
        leave(fmt::format("the names of the days fit {} and {}. The first is taken.", quoted(days.format),
                          quoted(days.other_format)));
    }
}

// One decimal mark for the file: that of the money, or of most columns.
void finder::decide_marks() {
    std::map<char, std::size_t> votes;
    for (const column_profile& each : result_.profiles) {
        if (each.is_number && each.has_decimals && !each.marks_are_open) {
            votes[each.numbers.decimal_mark] += each.numbers.strip.empty() ? 1 : result_.profiles.size();
        }
    }
    const bool decided = !votes.empty();
    result_.decimal_mark = votes[','] > votes['.'] ? ',' : '.';
    for (std::size_t column = 0; column < result_.profiles.size(); ++column) {
        column_profile& each = result_.profiles[column];
        if (each.marks_are_open && !result_.is_value(column)) {
            if (decided) {
                decide_mark(each, result_.decimal_mark);
            }
            leave(
                fmt::format("the marks in column {} may be for decimals or for groups: look at its numbers.",
                            quoted(sample_.columns[column])));
        }
    }
}

bool finder::may_be(meaning what, const column_profile& profile) const noexcept {
    switch (what) {
        case meaning::date:
        case meaning::valid_from:
        case meaning::valid_to:
            return profile.is_day;
        case meaning::time:
            return profile.is_clock;
        case meaning::quantity:
        case meaning::price:
        case meaning::amount:
        case meaning::on_hand:
        case meaning::on_order:
        case meaning::visits:
            return profile.is_number;
        case meaning::line_no:
        case meaning::walmart_week:
            return profile.is_number && profile.is_whole;
        default:
            return profile.filled > 0;
    }
}

void finder::give(meaning what, std::size_t column) {
    if (what != meaning::none && !result_.has(what) && !result_.used.contains(column) &&
        may_be(what, result_.profiles[column])) {
        result_.found.emplace(what, column);
        result_.used.insert(column);
    }
}

// By the names: those that are known as a whole come first.
void finder::find_by_names() {
    for (const bool wanted : {true, false}) {
        for (std::size_t column = 0; sample_.has_header && column < sample_.columns.size(); ++column) {
            bool exact = false;
            const meaning what = meaning_of(sample_.columns[column], exact);
            if (exact == wanted && !result_.is_value(column)) {
                give(what, column);
            }
        }
    }
    // A name of the product is its key where there is no other.
    if (!result_.has(meaning::product) && result_.has(meaning::product_name)) {
        result_.found[meaning::product] = result_.found[meaning::product_name];
        result_.found.erase(meaning::product_name);
    }
    // A first column without a name that counts the rows numbers the lines of a receipt.
    const bool counts = result_.has(meaning::receipt) && !result_.has(meaning::line_no) &&
                        !result_.used.contains(0) && sample_.columns[0] == "c1" &&
                        result_.profiles[0].is_number && result_.profiles[0].is_whole &&
                        result_.profiles[0].distinct == sample_.rows.size();
    if (counts) {
        give(meaning::line_no, 0);
    }
}

// Without names: days and times, a price with two decimals, a weight or a count, and the longest codes.
void finder::find_by_cells() {
    std::vector<std::size_t> keys;
    for (std::size_t column = 0; column < result_.profiles.size(); ++column) {
        const column_profile& each = result_.profiles[column];
        constexpr std::size_t code_digits = 5;
        const bool is_code = each.is_number && each.is_whole && !each.has_decimals && !sample_.rows.empty() &&
                             sample_.rows.front()[column].size() >= code_digits;
        if (each.is_day) {
            give(meaning::date, column);
        } else if (each.is_clock) {
            give(meaning::time, column);
        } else if (is_money(each)) {
            give(meaning::price, column);
        } else if (each.is_number && !is_code && !result_.has(meaning::quantity)) {
            give(meaning::quantity, column);
        } else if (is_code || !each.is_number) {
            keys.push_back(column);
        }
    }
    std::stable_sort(keys.begin(), keys.end(), [this](std::size_t left, std::size_t right) {
        return result_.profiles[left].distinct > result_.profiles[right].distinct;
    });
    if (!keys.empty() && result_.has(meaning::date)) {
        give(meaning::product, keys.front());
    }
}

std::optional<double> number_in(const file_sample& sample, const file_meanings& meanings,
                                const std::vector<std::string>& row, meaning what) {
    number_text number;
    if (!read_number(trim_invisible(row[meanings.found.at(what)], sample.utf8),
                     meanings.profile(what).numbers, number)) {
        return std::nullopt;
    }
    return std::strtod(number.text.data(), nullptr);
}

}  // namespace

bool file_meanings::is_value(std::size_t column) const noexcept {
    return std::find(wide.positions.begin(), wide.positions.end(), column) != wide.positions.end();
}

file_meanings find_meanings(const file_sample& sample) {
    return finder(sample).find();
}

bool repeats_grain(const file_sample& sample, const file_meanings& meanings) {
    std::set<std::string> seen;
    for (const std::vector<std::string>& row : sample.rows) {
        std::string grain;
        for (const meaning each : {meaning::date, meaning::store, meaning::product}) {
            grain += meanings.has(each) ? row[meanings.found.at(each)] : "";
            grain += '\n';
        }
        if (!seen.insert(grain).second) {
            return true;
        }
    }
    // Rows of receipts of a larger file repeat it.
    return meanings.has(meaning::receipt) || meanings.has(meaning::time) ||
           (meanings.has(meaning::date) && meanings.profile(meaning::date).has_hours);
}

bool amounts_fit(const file_sample& sample, const file_meanings& meanings) {
    for (const std::vector<std::string>& row : sample.rows) {
        const auto quantity = number_in(sample, meanings, row, meaning::quantity);
        const auto price = number_in(sample, meanings, row, meaning::price);
        const auto amount = number_in(sample, meanings, row, meaning::amount);
        constexpr double half_cent = 0.0051;
        if (quantity && price && amount && std::abs(*quantity * *price - *amount) > half_cent) {
            return false;
        }
    }
    return true;
}

}  // namespace forecast_warehouse::core
