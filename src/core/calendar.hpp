// Days of the calendar: the proleptic Gregorian calendar of std::chrono, which is PostgreSQL's too.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace forecast_warehouse::core {

// What the calendar table says of a day, apart from its holidays.
struct calendar_day {
    std::chrono::sys_days date;
    int day_of_week;  // 0 Monday .. 6 Sunday
    int month;        // 1 .. 12
    int quarter;      // 1 .. 4
    int year;
};

// ISO 8601 writes years with four digits from 0001 to 9999; years before and after need an agreement between
// the two sides, and std::chrono::year ends at 32767 while PostgreSQL's dates go on to 5874897.
inline constexpr std::chrono::sys_days first_supported_day{std::chrono::year{1} / std::chrono::January /
                                                           std::chrono::day{1}};
inline constexpr std::chrono::sys_days last_supported_day{std::chrono::year{9999} / std::chrono::December /
                                                          std::chrono::day{31}};

// Whether a day can be described and written; asked before describe_day and iso_date, which throw when not.
[[nodiscard]] constexpr bool is_supported(std::chrono::sys_days day) noexcept {
    return first_supported_day <= day && day <= last_supported_day;
}

// The day that PostgreSQL stores as a count of days since 2000-01-01; total, so that a caller can convert
// first and ask is_supported afterwards.
[[nodiscard]] std::chrono::sys_days day_from_epoch_2000(std::int32_t days) noexcept;

// The count of days since 2000-01-01 that PostgreSQL stores for a day; throws std::out_of_range when the day
// is not supported, since nothing outside the supported range may reach a table.
[[nodiscard]] std::int32_t days_since_2000(std::chrono::sys_days day);

// One row of the calendar table; weeks start on Monday as in ISO 8601. Throws std::out_of_range when the day
// is not supported.
[[nodiscard]] calendar_day describe_day(std::chrono::sys_days day);

// A day as ISO 8601 writes it (2024-01-31), whatever DateStyle the session has. Throws std::out_of_range when
// the day is not supported, because it would need more than four digits.
[[nodiscard]] std::string iso_date(std::chrono::sys_days day);

}  // namespace forecast_warehouse::core
