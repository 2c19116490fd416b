#include "core/holidays/evaluate_calendar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "core/calendar.hpp"
#include "core/holidays/unshifted_days.hpp"
#include "core/holidays/shifts.hpp"
#include "core/interruption.hpp"

namespace forecast_warehouse::core {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;
using std::chrono::years;

// Whole years, and one more on both sides: a holiday may move into another year, and there take the day of
// another holiday.
date_range widen_to_years(sys_days first, sys_days last) {
    const std::chrono::year before = year_month_day{first}.year() - years{1};
    const std::chrono::year after = year_month_day{last}.year() + years{1};
    return {before / std::chrono::January / 1, after / std::chrono::December / 31};
}

// Merges the holidays that did not move and those that moved into one list, by date and name.
class collector {
public:
    collector(const unshifted_days& unshifted, const shifted_days& shifted, memory_budget& budget)
        : unshifted_(unshifted), shifted_(shifted), budget_(budget) {}

    std::vector<holiday> collect(sys_days first, sys_days last) {
        const holiday_key from{first, {}};
        const holiday_key until{last + days{1}, {}};
        moved_ = shifted_.observed.lower_bound(from);
        const auto end = unshifted_.holidays.lower_bound(until);
        for (auto each = unshifted_.holidays.lower_bound(from); each != end; ++each) {
            if (!shifted_.moved_away.contains(each->first)) {
                add_moved_before(each->first);
                add(each->first, each->second, false);
                skip_moved_to(each->first);
            }
        }
        add_moved_before(until);
        return std::move(found_);
    }

private:
    void add_moved_before(const holiday_key& day) {
        for (; moved_ != shifted_.observed.end() && moved_->first < day; ++moved_) {
            add(moved_->first, moved_->second, true);
        }
    }

    // A holiday on its base day is not listed as observed on the same day.
    void skip_moved_to(const holiday_key& day) {
        if (moved_ != shifted_.observed.end() && moved_->first == day) {
            ++moved_;
        }
    }

    void add(const holiday_key& day, const holiday_attributes& attributes, bool observed) {
        take_step();
        budget_.take(sizeof(holiday) + day.second.size());
        found_.push_back({day.first, std::string{day.second}, std::string{attributes.category}, observed,
                          attributes.estimated});
    }

    const unshifted_days& unshifted_;
    const shifted_days& shifted_;
    memory_budget& budget_;
    std::map<holiday_key, holiday_attributes>::const_iterator moved_;
    std::vector<holiday> found_;
};

int year_of(sys_days day) {
    return static_cast<int>(year_month_day{day}.year());
}

}  // namespace

holidays_and_workdays evaluate_calendar(const holiday_calendar& calendar, sys_days first, sys_days last,
                                        std::size_t most_bytes) {
    memory_budget budget(most_bytes, fmt::format("holiday calendar \"{}\"", calendar.name()));
    const unshifted_days unshifted = find_unshifted_days(calendar, widen_to_years(first, last), budget);
    const shifted_days shifted = shift_days(calendar, unshifted, budget);
    holidays_and_workdays result;
    result.holidays = collector(unshifted, shifted, budget).collect(first, last);
    result.workdays.assign(unshifted.workdays.lower_bound(first), unshifted.workdays.upper_bound(last));
    return result;
}

void by_parts(date_range range, const std::function<void(date_range part)>& work) {
    // Each part is evaluated with one more year on both sides, so parts have many years.
    constexpr int most_years = 200;
    int years_at_once = most_years;
    for (sys_days first = range.first; first <= range.last;) {
        const sys_days end = year{year_of(first) + years_at_once} / std::chrono::January / 1;
        const sys_days last = std::min(range.last, end - days{1});
        try {
            work({first, last});
            first = last + days{1};
        } catch (const budget_exceeded&) {
            if (year_of(first) == year_of(last)) {
                throw;
            }
            years_at_once = std::max((std::min(years_at_once, year_of(last) - year_of(first) + 1)) / 2, 1);
        }
    }
}

void visit_calendar(const holiday_calendar& calendar, date_range range, std::size_t most_bytes,
                    const part_taker& take) {
    by_parts(range, [&](date_range part) {
        take(part, evaluate_calendar(calendar, part.first, part.last, most_bytes));
    });
}

std::vector<holiday> holidays_between(const holiday_calendar& calendar, sys_days first, sys_days last) {
    return evaluate_calendar(calendar, first, last).holidays;
}

}  // namespace forecast_warehouse::core
