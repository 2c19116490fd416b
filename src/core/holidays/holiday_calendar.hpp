// A holiday calendar: its parsed rows, and those of all calendars that it includes.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "core/holidays/holiday_rows.hpp"
#include "core/holidays/rule.hpp"
#include "core/holidays/weekend_schedule.hpp"

namespace forecast_warehouse::core {

// The most levels of calendars that include each other. Each level takes stack.
inline constexpr std::size_t deepest_inclusion = 50;

// The rows of one calendar, in any order. Of two dates with one day and name, the later one counts.
struct calendar_rows {
    std::vector<holiday_rule> rules;
    std::vector<announced_date> dates;
};

// Gives the rows of holiday calendars.
class calendar_source {
public:
    calendar_source() = default;
    calendar_source(const calendar_source&) = delete;
    calendar_source& operator=(const calendar_source&) = delete;
    virtual ~calendar_source() = default;

    // The rows of one calendar: none where it does not exist. Called once for each calendar.
    [[nodiscard]] virtual calendar_rows read(const std::string& calendar) = 0;

    // The hint of the error that the calendar asked for does not exist.
    [[nodiscard]] virtual std::string hint_for_missing() const = 0;
};

// A parsed rule of one kind, with the other columns of its row.
template <typename kind>
struct named_rule {
    std::string name;
    std::string category;
    year_limits years;
    kind rule;
};

// An included calendar, by its index among the parts.
struct inclusion {
    std::size_t part;
    year_limits years;
};

// Years of several rows. A look-up is a binary search.
class year_set {
public:
    void add(const year_limits& years) { ranges_.push_back(years); }

    // Merges ranges that overlap. It must be called after the last add() and before contains().
    void merge();

    [[nodiscard]] bool contains(std::chrono::sys_days day) const noexcept;

private:
    std::vector<year_limits> ranges_;  // by first year, once merged
};

// The rows of one calendar, by the kind of their rules.
struct calendar_part {
    std::string name;
    std::vector<named_rule<yearly_rule>> yearly;
    std::vector<named_rule<between_rule>> betweens;
    std::map<std::string, year_set, std::less<>> omissions;  // by the name of the holiday
    std::vector<weekly_days_off> days_off;
    std::vector<announced_date> dates;  // by date
    std::vector<inclusion> inclusions;
};

class holiday_calendar {
public:
    // Reads a calendar and those that it includes. Throws core::failure when a row is wrong, a calendar does
    // not exist or includes itself, or inclusions are too deep.
    holiday_calendar(const std::string& name, calendar_source& source);

    // Each part comes after those that it includes. The last one is the calendar itself.
    [[nodiscard]] std::span<const calendar_part> parts() const noexcept { return parts_; }

    [[nodiscard]] const std::string& name() const noexcept { return parts_.back().name; }

    // Whether a day is one of the weekly days off.
    [[nodiscard]] bool is_weekend(std::chrono::sys_days day) const noexcept {
        return weekends_.is_weekend(day);
    }

private:
    std::vector<calendar_part> parts_;
    weekend_schedule weekends_;
};

}  // namespace forecast_warehouse::core
