// Fiscal years, and their quarters, periods and weeks.
#pragma once

#include <array>
#include <chrono>
#include <optional>
#include <string_view>

#include "core/holidays/rule.hpp"

namespace forecast_warehouse::core {

// The position of a day in its fiscal year.
struct fiscal_day {
    int year;
    int quarter;              // 1 .. 4
    int period;               // 1 .. 12
    std::optional<int> week;  // 1 .. 53; years of months have none
};

// Counts fiscal years as the text of a setting describes:
//
//   4-5-4                  weeks of the three periods of a quarter; the year begins on the Sunday nearest to
//   4-4-5                  1 February, as the calendar of the National Retail Federation does
//   5-4-4
//   4-4-5 mon~01-01        the same weeks with another start: a weekday near a date, as in a holiday rule
//   month:2                months; the year begins on the first day of this month
//
// After each of them, end_year names a fiscal year after the calendar year in which it ends. Without it, a
// fiscal year is named after its start: the year of the date near its first day, or of its first month.
//
// In a year of 53 weeks the last one belongs to the last period.
class fiscal_calendar {
public:
    // Throws core::failure (22023) for any other text.
    explicit fiscal_calendar(std::string_view setting);

    // The position of a day, which must be a date of std::chrono.
    [[nodiscard]] fiscal_day describe(std::chrono::sys_days day) const noexcept;

    // Whether the years consist of weeks. Then all of them begin on the same day of the week.
    [[nodiscard]] bool has_weeks() const noexcept { return by_weeks_; }

    // The first day of a fiscal year.
    [[nodiscard]] std::chrono::sys_days start_of(int year) const noexcept;

private:
    void read_start(std::string_view text);
    [[nodiscard]] fiscal_day describe_week(int year, int week) const noexcept;

    bool by_weeks_ = false;
    std::array<int, 3> weeks_{};  // of the periods of a quarter
    weekday_search search_{std::chrono::Sunday, direction::nearest, 0};
    std::chrono::month_day start_{std::chrono::February / 1};
    int named_after_ = 0;  // years from the start to the year in the name of a fiscal year
};

}  // namespace forecast_warehouse::core
