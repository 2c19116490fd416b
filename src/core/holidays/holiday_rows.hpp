// The rows of the tables holiday_rule and holiday_date, and their checks.
#pragma once

#include <chrono>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/holidays/rule.hpp"

namespace forecast_warehouse::core {

// A row of the table holiday_rule. An empty category means public, and weekend for weekly rules.
struct holiday_rule {
    std::string calendar;
    std::string name;
    std::string rule;
    std::optional<int> from_year;
    std::optional<int> to_year;
    std::string category;
};

// A row of the table holiday_date. The action is add, suppress or workday; an empty category means public.
struct announced_date {
    std::string calendar;
    std::chrono::sys_days date;
    std::string name;
    std::string action;
    std::string status;
    std::string category;
};

// The only category whose holidays are not business days.
inline constexpr std::string_view public_category = "public";

// The name that means every holiday, in omit rules and in dates that suppress.
inline constexpr std::string_view any_holiday = "*";

// The categories that a holiday can have.
[[nodiscard]] std::span<const std::string_view> holiday_categories() noexcept;

// Gregorian years, both ends included.
struct year_limits {
    int first = std::numeric_limits<int>::min();
    int last = std::numeric_limits<int>::max();

    [[nodiscard]] bool contains(std::chrono::sys_days day) const noexcept;
};

// The columns of a row of holiday_rule, parsed.
struct parsed_row {
    rule parsed;
    std::string category;
    year_limits years;
};

// Parses the rule of a row, and checks its category and its years. Throws core::failure, which names the row:
// 22P02 for the text of the rule, 22023 for other columns.
[[nodiscard]] parsed_row parse_row(const holiday_rule& row);

// Checks a row when it is written: all that parse_row() checks, and the names. So a mistake is reported there
// and not when the calendar is used. Throws core::failure.
void check_rule(const holiday_rule& row);

// Checks the action and the category of a date, and returns it with category public in place of none. Throws
// core::failure (22023).
[[nodiscard]] announced_date check_date(announced_date row);

}  // namespace forecast_warehouse::core
