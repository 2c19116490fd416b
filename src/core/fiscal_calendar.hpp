// The years in which a business counts, and their quarters, periods and weeks.
#pragma once

#include <array>
#include <chrono>
#include <optional>
#include <string_view>

#include "core/holidays/rule.hpp"

namespace forecast_warehouse::core {

// Where a day lies in its fiscal year.
struct fiscal_day {
    int year;
    int quarter;              // 1 .. 4
    int period;               // 1 .. 12
    std::optional<int> week;  // 1 .. 53; years of months have none
};

// A way to count years, made from a setting's text:
//
//   4-5-4                  weeks of the three periods of a quarter; the year begins on the Sunday nearest to
//   4-4-5                  1 February, as the calendar of the National Retail Federation does
//   5-4-4
//   4-4-5 mon~01-01        the same weeks, and another start: a weekday near a date, as in a holiday rule
//   month:2                months; the year begins on the first day of one
//
// and behind each of them, where years are called by their end: end_year. Otherwise a year is called by its
// start: by the date that its first day is near to, or by the year of its first month.
//
// In a year of 53 weeks the last one belongs to the last period.
class fiscal_calendar {
public:
    // Throws core::failure (22023) when the text is none of these.
    explicit fiscal_calendar(std::string_view setting);

    // Where a day lies. Any day will do that a calendar date can be given to.
    [[nodiscard]] fiscal_day describe(std::chrono::sys_days day) const noexcept;

    // The first day of a fiscal year.
    [[nodiscard]] std::chrono::sys_days start_of(int year) const noexcept;

private:
    void read_start(std::string_view text);
    [[nodiscard]] fiscal_day place_in_weeks(int year, int week) const noexcept;

    bool by_weeks_ = false;
    std::array<int, 3> weeks_{};  // of the periods of a quarter
    weekday_search search_{std::chrono::Sunday, direction::nearest, 0};
    std::chrono::month_day start_{std::chrono::February / 1};
    int named_after_ = 0;  // years from the start to the year that a fiscal year is called by
};

}  // namespace forecast_warehouse::core
