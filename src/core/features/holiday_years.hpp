#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/day_number.hpp"

namespace forecast_warehouse::core {

// A holiday and its name. Names of several holidays on one day are joined by " / ", as in the table calendar.
struct named_holiday {
    day_number date;
    std::string name;
};

// A holiday of the year before begins 365 days before, more or less by this number. Easter and the lunar new
// year move by up to 30 days, an Islamic holiday by 11, the fourth Thursday of a month by 6.
inline constexpr day_number holiday_shift = 30;

// The most days between a day of a holiday and the same day of it a year before.
inline constexpr day_number longest_holiday_year = 365 + holiday_shift;

// Finds the same day of the same holiday a year before, by the names. That is the same date, if it has the
// name. If not, days of one name that follow each other are one holiday: its second day has the second day of
// the year before. The holiday that begins nearest to 365 days before counts.
class holiday_years {
public:
    holiday_years() = default;

    // The holidays of a calendar, by day.
    explicit holiday_years(std::span<const named_holiday> holidays);

    // None: the day is no holiday, or the calendar has none of its names a year before.
    [[nodiscard]] std::optional<day_number> year_before(day_number day) const noexcept;

private:
    day_number first_ = 0;
    std::vector<day_number> earlier_;  // by the day since the first holiday; the day itself: none
};

}  // namespace forecast_warehouse::core
