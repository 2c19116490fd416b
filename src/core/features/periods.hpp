#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>

#include "core/day_number.hpp"

namespace forecast_warehouse::core {

// The length of the periods of a series. week: of ISO 8601, from Monday on. fiscal_week: of the setting
// forecast_warehouse.fiscal_calendar.
enum class frequency : std::uint8_t { day, week, fiscal_week };

// A frequency by its name: day, week, fiscal_week. Raises core::failure (22023) if none has the name.
[[nodiscard]] frequency frequency_named(std::string_view name);
[[nodiscard]] std::string_view name_of(frequency each) noexcept;

// Periods of equal length, one after another: days, or weeks from a day of the week on.
struct period_grid {
    frequency name = frequency::day;
    int days = 1;
    day_number origin = 0;  // the first day of one of the periods

    [[nodiscard]] bool by_week() const noexcept { return days != 1; }
    [[nodiscard]] day_number first_day_of(day_number day) const noexcept {
        const day_number past = (day - origin) % days;
        return day - (past < 0 ? past + days : past);
    }
    [[nodiscard]] day_number last_day_of(day_number day) const noexcept {
        return first_day_of(day) + days - 1;
    }
};

// Raises core::failure (22023) unless a day is the last one of its period. A week that has not ended would
// count as one with few sales. argument: the name of the day, for the message.
void expect_last_day(const period_grid& periods, std::chrono::sys_days day, std::string_view argument);

// 2000-01-03, a Monday.
inline constexpr day_number first_monday = 2;
inline constexpr int days_of_week = 7;

}  // namespace forecast_warehouse::core
