// Holiday calendars as the tables hold them, and put together from all the calendars that one includes.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

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

// The category of holidays that are no business days; all others are.
inline constexpr std::string_view public_category = "public";

// The name that stands for every holiday, where one is omitted or suppressed.
inline constexpr std::string_view any_holiday = "*";

// Enough for a shop in a town in a state in a country, and no more than a stack of calls can hold.
inline constexpr std::size_t deepest_inclusion = 50;

// All that a holiday may be.
[[nodiscard]] std::span<const std::string_view> holiday_categories() noexcept;

// Throws core::failure when a row does not make sense: its rule, its names, its category or its years. Asked
// when a row is written, so that a mistake shows there and not when the calendar is used.
void check_rule(const holiday_rule& row);

// Gregorian years, both ends in it.
struct year_limits {
    int first = std::numeric_limits<int>::min();
    int last = std::numeric_limits<int>::max();

    [[nodiscard]] bool contains(std::chrono::sys_days day) const noexcept;
};

// A rule of one kind, read, with what its row says beside it.
template <typename kind>
struct named_rule {
    std::string name;
    std::string category;
    year_limits years;
    kind rule;
};

// Another calendar whose holidays count too, by its place among the parts.
struct inclusion {
    std::size_t part;
    year_limits years;
};

// Years of several rows, put together so that one look-up tells whether any has a day.
class years_of_rows {
public:
    void add(const year_limits& years) { rows_.push_back(years); }

    // To be called once all are added, and before the first look-up.
    void put_together();

    [[nodiscard]] bool contains(std::chrono::sys_days day) const noexcept;

private:
    std::vector<year_limits> rows_;
};

// Days of the week that are off, in a range of days.
struct weekly_days_off {
    weekday_set weekdays;
    std::chrono::sys_days first;
    std::chrono::sys_days last;
};

// The rows of one calendar.
struct calendar_part {
    std::string name;
    std::vector<named_rule<days_rule>> days;
    std::vector<named_rule<between_rule>> betweens;
    std::map<std::string, years_of_rows, std::less<>> omissions;  // by name
    std::vector<weekly_days_off> days_off;
    std::vector<announced_date> dates;  // by date
    std::vector<inclusion> inclusions;
};

// A calendar with all that it includes.
class holiday_calendar {
public:
    // Picks the rows of a calendar and of those that it includes, in any order, and reads them. Throws
    // core::failure when a rule is wrong, a calendar has no rows, or one includes itself.
    holiday_calendar(std::string_view name, std::span<const holiday_rule> rules,
                     std::span<const announced_date> dates);

    // Every calendar stands after those that it includes; the last one is the calendar itself.
    [[nodiscard]] std::span<const calendar_part> parts() const noexcept { return parts_; }

    [[nodiscard]] const std::string& name() const noexcept { return parts_.back().name; }

    // Whether a day is one of the weekly days off.
    [[nodiscard]] bool is_weekend(std::chrono::sys_days day) const noexcept;

private:
    // Days of the week that are off from a day on.
    struct weekend {
        std::chrono::sys_days first;
        weekday_set days_off;
    };

    static std::vector<weekend> put_together(const std::vector<weekly_days_off>& rules);

    std::vector<calendar_part> parts_;
    std::vector<weekend> weekends_;  // by first day
};

}  // namespace forecast_warehouse::core
