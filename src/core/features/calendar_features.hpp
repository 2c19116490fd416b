#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/day_number.hpp"
#include "core/features/feature_column.hpp"
#include "core/features/feature_row.hpp"
#include "core/features/holiday_years.hpp"

namespace forecast_warehouse::core {

// A feature column that the calendar gives. source: an SQL expression of the day, d.day; NULL for the column
// of the same name in the table calendar.
// of_days: a week has no such column.
struct calendar_column {
    const char* name;
    feature_type type;
    const char* source;
    bool of_days = false;
};

inline constexpr std::array calendar_columns{
    calendar_column{"day_of_week", feature_type::integer,
                    "pg_catalog.date_part('isodow', d.day)::pg_catalog.int4 OPERATOR(pg_catalog.-) 1", true},
    calendar_column{"day_of_month", feature_type::integer,
                    "pg_catalog.date_part('day', d.day)::pg_catalog.int4", true},
    calendar_column{"iso_week", feature_type::integer,
                    "pg_catalog.date_part('week', d.day)::pg_catalog.int4"},
    calendar_column{"month", feature_type::integer, "pg_catalog.date_part('month', d.day)::pg_catalog.int4"},
    calendar_column{"quarter", feature_type::integer,
                    "pg_catalog.date_part('quarter', d.day)::pg_catalog.int4"},
    calendar_column{"year", feature_type::integer, "pg_catalog.date_part('year', d.day)::pg_catalog.int4"},
    calendar_column{"fiscal_week", feature_type::integer, nullptr},
    calendar_column{"is_weekend", feature_type::flag, nullptr, true},
    calendar_column{"is_business_day", feature_type::flag, nullptr, true},
    calendar_column{"is_holiday", feature_type::flag, nullptr},
    calendar_column{"days_to_next_holiday", feature_type::integer, nullptr}};

// The values of these columns on a day.
struct calendar_values {
    std::array<feature_word, calendar_columns.size()> values{};
    std::array<bool, calendar_columns.size()> nulls{};
};

// A day of a holiday calendar.
struct holiday_flags {
    bool is_weekend;
    bool is_business_day;
    bool is_holiday;
};

// The next holiday is searched for up to this number of days ahead, as in the table calendar.
inline constexpr int days_to_next_holiday_limit = 366;

// The calendar columns of each day, as a store has them. A store with a holiday calendar of its own has the
// holidays of that calendar. The other stores have those of the table calendar.
class store_calendars {
public:
    // Sets the days of the table calendar, from the first day on.
    void set_table_calendar(day_number first, std::vector<calendar_values> days);

    // Gives a store a holiday calendar. flags: from the first day of the table calendar on, and up to
    // days_to_next_holiday_limit days longer.
    void add_holiday_calendar(std::span<const std::int32_t> stores, std::span<const holiday_flags> flags);

    // Gives stores the holidays of their calendar. Without stores: those of the table calendar.
    void set_holidays(std::span<const std::int32_t> stores, holiday_years holidays);

    [[nodiscard]] const std::vector<calendar_values>& days_of(std::int32_t store) const;
    [[nodiscard]] const holiday_years& holidays_of(std::int32_t store) const;
    [[nodiscard]] day_number first_day() const noexcept { return first_day_; }

private:
    day_number first_day_ = 0;
    std::vector<std::vector<calendar_values>> calendars_;  // the first one is the table calendar
    std::unordered_map<std::int32_t, std::size_t> calendar_of_store_;
    std::vector<holiday_years> holidays_{1};  // the first ones are those of the table calendar
    std::unordered_map<std::int32_t, std::size_t> holidays_of_store_;
};

}  // namespace forecast_warehouse::core
