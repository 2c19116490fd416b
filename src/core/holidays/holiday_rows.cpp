#include "core/holidays/holiday_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>
#include <variant>

#include "core/calendar.hpp"
#include "core/failure.hpp"

namespace forecast_warehouse::core {
namespace {

constexpr int first_year = 1;
constexpr int last_year = 9999;

constexpr std::string_view weekend_category = "weekend";
constexpr std::array<std::string_view, 6> categories{public_category, "bank",   "retail",
                                                     "observance",    "school", "half_day"};
constexpr std::array<std::string_view, 3> actions{"add", "suppress", "workday"};

template <std::size_t size>
bool is_one_of(std::string_view word, const std::array<std::string_view, size>& list) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

template <std::size_t size>
std::string listed(const std::array<std::string_view, size>& list) {
    return fmt::format("{}", fmt::join(list.begin(), list.end(), ", "));
}

[[noreturn]] void refuse(const holiday_rule& row, std::string_view mistake, std::string hint,
                         const char* code = sqlstate::invalid_parameter_value) {
    throw failure(
        code, fmt::format(R"(rule of "{}" in holiday calendar "{}": {})", row.name, row.calendar, mistake),
        std::move(hint));
}

rule parse(const holiday_rule& row) {
    try {
        return parse_rule(row.rule);
    } catch (const failure& mistake) {
        refuse(row, mistake.what(), mistake.hint(), mistake.sqlstate().c_str());
    }
}

// The weekend is no holiday: weekly rules have the category weekend, and no other rule has it.
void check_category(const holiday_rule& row, const rule& rule) {
    if (row.category.empty()) {
        return;
    }
    if (std::holds_alternative<weekly_rule>(rule)) {
        if (row.category != weekend_category) {
            refuse(row,
                   fmt::format(R"(the category of weekly(...) must be "weekend", not "{}")", row.category),
                   "Write weekend, or leave out the category.");
        }
    } else if (!is_one_of(row.category, categories)) {
        refuse(row, fmt::format("invalid category \"{}\"", row.category),
               fmt::format("The categories are {}; weekend is that of weekly(...).", listed(categories)));
    }
}

void check_names(const holiday_rule& row, const rule& rule) {
    if (row.calendar.empty() || row.name.empty()) {
        refuse(row,
               fmt::format("the name of the {} must not be empty",
                           row.calendar.empty() ? "calendar" : "holiday"),
               "Give it a name.");
    }
    if (row.name == any_holiday && !std::holds_alternative<omit_rule>(rule)) {
        refuse(row, "the name of a holiday must not be \"*\"",
               "* means every holiday, in omit rules and in dates that suppress.");
    }
}

void check_year(const holiday_rule& row, const std::optional<int>& year, std::string_view column) {
    if (year && (*year < first_year || *year > last_year)) {
        refuse(row, fmt::format("{} must be from {} to {}, not {}", column, first_year, last_year, *year),
               "Give such a year, or NULL for no limit.");
    }
}

year_limits years_of(const holiday_rule& row) {
    check_year(row, row.from_year, "from_year");
    check_year(row, row.to_year, "to_year");
    const year_limits all;
    const year_limits years{row.from_year.value_or(all.first), row.to_year.value_or(all.last)};
    if (years.last < years.first) {
        refuse(row, fmt::format("to_year {} must not be before from_year {}", years.last, years.first),
               "Swap them.");
    }
    return years;
}

std::string category_or_public(const std::string& category) {
    return std::string{category.empty() ? public_category : std::string_view{category}};
}

}  // namespace

std::span<const std::string_view> holiday_categories() noexcept {
    return categories;
}

bool year_limits::contains(std::chrono::sys_days day) const noexcept {
    const int year = static_cast<int>(std::chrono::year_month_day{day}.year());
    return first <= year && year <= last;
}

parsed_row parse_row(const holiday_rule& row) {
    rule parsed = parse(row);
    check_category(row, parsed);
    return {std::move(parsed), category_or_public(row.category), years_of(row)};
}

void check_rule(const holiday_rule& row) {
    check_names(row, parse_row(row).parsed);
}

announced_date check_date(announced_date row) {
    const auto refuse_column = [&](std::string_view column, const std::string& value, std::string hint) {
        throw failure(sqlstate::invalid_parameter_value,
                      fmt::format(R"(date {} of holiday calendar "{}": invalid {} "{}")", iso_date(row.date),
                                  row.calendar, column, value),
                      std::move(hint));
    };
    if (!is_one_of(row.action, actions)) {
        refuse_column("action", row.action, fmt::format("The actions are {}.", listed(actions)));
    }
    if (!row.category.empty() && !is_one_of(row.category, categories)) {
        refuse_column("category", row.category, fmt::format("The categories are {}.", listed(categories)));
    }
    row.category = category_or_public(row.category);
    return row;
}

}  // namespace forecast_warehouse::core
