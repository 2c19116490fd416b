#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/holidays/holiday_calendar.hpp"
#include "core/holidays/holidays.hpp"
#include "core/holidays/rule_days.hpp"

namespace forecast_warehouse::core {

// The business days of a calendar: days that are neither weekend nor public holiday, and working days in
// lieu.
//
// Counts them over any distance in the time of one look-up. What has been asked for is evaluated once, with
// more around it, hence not const, and not for several threads at once.
//
// Days outside the supported ones (calendar.hpp) are refused with core::failure (22008).
class business_days {
public:
    // most_bytes: what evaluating a part of the calendar may take, see evaluate_calendar().
    explicit business_days(holiday_calendar calendar, std::size_t most_bytes = unlimited_memory);

    [[nodiscard]] const holiday_calendar& calendar() const noexcept { return calendar_; }

    // What the days known so far take.
    [[nodiscard]] std::size_t bytes() const noexcept { return words_.capacity() * sizeof(word); }

    [[nodiscard]] bool is_business_day(std::chrono::sys_days day);

    // The nth business day after a day, which itself does not count; before it when n is negative. With 0,
    // the day itself, or the next business day where it is none. These are WORKDAY's counts in spreadsheets,
    // and those of numpy's busday_offset from a business day on.
    [[nodiscard]] std::chrono::sys_days add_business_days(std::chrono::sys_days day, std::int64_t n);

    // How many business days there are from first on, and before last; the same number with a minus when last
    // is before first. From a business day to the nth after it there are n.
    [[nodiscard]] std::int64_t business_days_between(std::chrono::sys_days first, std::chrono::sys_days last);

private:
    // 64 days, a bit each, and the business days before them.
    struct word {
        std::uint64_t days;
        std::int32_t before;
    };

    void reach(std::chrono::sys_days day);
    void evaluate(date_range range);
    void mark(std::vector<word>& words, date_range part, std::size_t place,
              const holidays_and_workdays& found) const;
    [[nodiscard]] std::chrono::days known_days() const noexcept;
    [[nodiscard]] std::int64_t count_all() const;
    [[nodiscard]] std::int64_t count_before(std::chrono::sys_days day) const;
    [[nodiscard]] std::chrono::sys_days find_nth(std::int64_t n) const;

    holiday_calendar calendar_;
    std::size_t most_bytes_;
    date_range known_;
    std::vector<word> words_;  // of the known days from the first one on, and of the day after the last
};

}  // namespace forecast_warehouse::core
