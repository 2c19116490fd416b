// Days of the proleptic Gregorian calendar, which is that of std::chrono and of PostgreSQL.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace forecast_warehouse::core {

// The columns of the table calendar that follow from the date alone.
struct calendar_day {
    std::chrono::sys_days date;
    int day_of_week;  // 0 Monday .. 6 Sunday
    int month;        // 1 .. 12
    int quarter;      // 1 .. 4
    int year;
};

// The years of ISO 8601 with four digits. std::chrono::year ends at 32767, and PostgreSQL's dates end at
// 5874897.
inline constexpr std::chrono::sys_days first_supported_day{std::chrono::year{1} / std::chrono::January /
                                                           std::chrono::day{1}};
inline constexpr std::chrono::sys_days last_supported_day{std::chrono::year{9999} / std::chrono::December /
                                                          std::chrono::day{31}};

// Whether a day is supported. describe_day() and iso_date() throw for other days.
[[nodiscard]] constexpr bool is_supported(std::chrono::sys_days day) noexcept {
    return first_supported_day <= day && day <= last_supported_day;
}

// The day that PostgreSQL stores as a count of days since 2000-01-01. Never throws, so that a caller can
// convert first and call is_supported() afterwards.
[[nodiscard]] std::chrono::sys_days day_from_epoch_2000(std::int32_t days) noexcept;

// The count of days since 2000-01-01 that PostgreSQL stores for a day. Throws std::out_of_range for a day
// that is not supported, because no such day may reach a table.
[[nodiscard]] std::int32_t days_since_2000(std::chrono::sys_days day);

// The columns of a day. Weeks start on Monday as in ISO 8601. Throws std::out_of_range when the day
// is not supported.
[[nodiscard]] calendar_day describe_day(std::chrono::sys_days day);

// A day in ISO 8601 (2024-01-31), under any DateStyle of the session. Throws std::out_of_range when the day
// is not supported.
[[nodiscard]] std::string iso_date(std::chrono::sys_days day);

}  // namespace forecast_warehouse::core
