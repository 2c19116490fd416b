#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/holidays/holiday_calendar.hpp"
#include "core/holidays/evaluate_calendar.hpp"
#include "core/holidays/rule_days.hpp"

namespace forecast_warehouse::core {

// Counts the business days of a calendar: days that are neither weekend nor public holiday, and working days
// in lieu.
//
// A count over any distance takes one look-up. A call evaluates the days that it needs, and more around them
// for later calls. So calls are not const, and an object is for one thread.
//
// Throws core::failure (22008) for days that are not supported (calendar.hpp).
class business_day_counter {
public:
    // most_bytes: the most memory for the evaluation of a part of the calendar, see evaluate_calendar().
    explicit business_day_counter(holiday_calendar calendar, std::size_t most_bytes = unlimited_memory);

    [[nodiscard]] const holiday_calendar& calendar() const noexcept { return calendar_; }

    // The memory of the days evaluated so far.
    [[nodiscard]] std::size_t bytes() const noexcept { return words_.capacity() * sizeof(word); }

    [[nodiscard]] bool is_business_day(std::chrono::sys_days day);

    // The nth business day after a day, or before it when n is negative. The day itself does not count. With
    // n = 0: the day itself, or the next business day when it is none. Spreadsheets count so in WORKDAY, and
    // numpy in busday_offset from a business day.
    [[nodiscard]] std::chrono::sys_days add_business_days(std::chrono::sys_days day, std::int64_t n);

    // The number of business days from first (included) to last (excluded). When last is before first: the
    // number from last to first, as a negative number. It is n from a business day to the nth after it.
    [[nodiscard]] std::int64_t business_days_between(std::chrono::sys_days first, std::chrono::sys_days last);

private:
    // 64 days, one bit each, and the number of business days before them.
    struct word {
        std::uint64_t days;
        std::int32_t before;
    };

    void reach(std::chrono::sys_days day);
    void evaluate(date_range range);
    void mark(std::vector<word>& words, date_range part, std::size_t index,
              const holidays_and_workdays& found) const;
    [[nodiscard]] std::chrono::days known_days() const noexcept;
    [[nodiscard]] std::int64_t count_all() const;
    [[nodiscard]] std::int64_t count_before(std::chrono::sys_days day) const;
    [[nodiscard]] std::chrono::sys_days find_nth(std::int64_t n) const;

    holiday_calendar calendar_;
    std::size_t most_bytes_;
    date_range known_;         // the days evaluated
    std::vector<word> words_;  // of the known days from the first one on, and of the day after the last
};

}  // namespace forecast_warehouse::core
