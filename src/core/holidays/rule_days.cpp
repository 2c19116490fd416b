#include "core/holidays/rule_days.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include "core/calendar.hpp"
#include "core/holidays/easter.hpp"
#include "core/holidays/ephemeris_time.hpp"
#include "core/holidays/months.hpp"
#include "core/holidays/sun.hpp"
#include "core/interruption.hpp"

namespace forecast_warehouse::core {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;

constexpr int days_a_week = 7;

// A widened range may reach beyond the supported years; those are left out.
year_range years_of(date_range range) {
    const auto year_of = [](sys_days day) {
        return static_cast<int>(
            year_month_day{std::clamp(day, first_supported_day, last_supported_day)}.year());
    };
    return {year_of(range.first), year_of(range.last)};
}

date_range widen(date_range range, int before, int after) {
    return {range.first - days{before}, range.last + days{after}};
}

// Finds the days of an anchor in some years. Days of other calendars than the Gregorian one may lie outside
// these years; the caller removes them.
class anchor_finder {
public:
    explicit anchor_finder(year_range years) : years_(years) {}

    void operator()(const fixed_day& point) {
        for (int each = years_.first; each <= years_.last; ++each) {
            take_step();
            const year_month_day date = year{each} / point.month / point.day;
            if (date.ok()) {
                found_.push_back(date);
            }
        }
    }

    void operator()(const nth_weekday& point) {
        for (int each = years_.first; each <= years_.last; ++each) {
            take_step();
            const sys_days day = find(year{each} / point.month, point);
            if (year_month_day{day}.month() == point.month) {
                found_.push_back(day);
            }
        }
    }

    void operator()(const easter_day& point) {
        for (int each = years_.first; each <= years_.last; ++each) {
            take_step();
            found_.push_back(point.orthodox ? orthodox_easter(year{each}) : easter(year{each}));
        }
    }

    void operator()(const month_day& point) {
        for (const calendar_month& month : months_between(point.system, years_)) {
            if (month.number == point.month && point.day <= month.length) {
                found_.push_back(month.first + days{point.day - 1});
            }
        }
    }

    // The sun may reach 280 degrees shortly before or after New Year: so one year more is computed on each
    // side.
    void operator()(const sun_day& point) {
        const int last = std::min(years_.last + 1, last_computed_year);
        for (int each = std::max(years_.first - 1, first_computed_year); each <= last; ++each) {
            take_step();
            found_.push_back(day_of(when_sun_reaches(point.degrees, each), point.from_utc));
        }
    }

    [[nodiscard]] std::vector<sys_days> take_found() && { return std::move(found_); }

private:
    // The result lies outside the month when the month has fewer of these weekdays.
    static sys_days find(std::chrono::year_month month, const nth_weekday& point) {
        if (point.n > 0) {
            return sys_days{month / point.weekday[1]} + days{days_a_week * (point.n - 1)};
        }
        return sys_days{month / point.weekday[std::chrono::last]} + days{days_a_week * (point.n + 1)};
    }

    year_range years_;
    std::vector<sys_days> found_;
};

// Removes the days outside a range.
std::vector<sys_days> restrict_to_range(std::vector<sys_days> found, date_range range) {
    std::erase_if(found, [&](sys_days day) { return day < range.first || range.last < day; });
    return found;
}

std::vector<sys_days> anchors_between(const yearly_day& day, date_range range) {
    const date_range shifted{range.first - days{day.offset}, range.last - days{day.offset}};
    anchor_finder finder(years_of(shifted));
    std::visit(finder, day.anchor);
    std::vector<sys_days> found = std::move(finder).take_found();
    for (sys_days& each : found) {
        each += days{day.offset};
    }
    return restrict_to_range(std::move(found), range);
}

// The days from an anchor to the weekday of a search.
days distance(const weekday_search& search, sys_days anchor) {
    constexpr days week{days_a_week};
    const days ahead = search.weekday - std::chrono::weekday{anchor};  // 0 to 6 days
    const days behind = std::chrono::weekday{anchor} - search.weekday;
    switch (search.where) {
        case direction::before:
            return behind == days{0} ? -week : -behind;
        case direction::on_or_before:
            return -behind;
        case direction::after:
            return ahead == days{0} ? week : ahead;
        case direction::on_or_after:
            return ahead;
        default:
            return ahead <= behind ? ahead : -behind;
    }
}

bool is_in_cycle(const year_cycle& cycle, sys_days day) {
    return (static_cast<int>(year_month_day{day}.year()) - cycle.year) % cycle.length == 0;
}

// The length of the span that starts on a day; 0 where the span has no end within reach. ends: the days on
// which spans end, in order.
int span_length(const yearly_rule& rule, sys_days start, const std::vector<sys_days>& ends) {
    if (!rule.last) {
        return rule.length;
    }
    const auto end = std::lower_bound(ends.begin(), ends.end(), start);
    const days length = end == ends.end() ? days{0} : *end - start + days{1};
    return length > days{longest_span} ? 0 : static_cast<int>(length.count());
}

}  // namespace

sys_days find_weekday(const weekday_search& search, sys_days anchor) noexcept {
    return anchor + distance(search, anchor) + days{search.offset};
}

std::vector<sys_days> days_between(const yearly_day& day, date_range range) {
    if (!day.search) {
        return anchors_between(day, range);
    }
    const weekday_search& search = *day.search;
    const date_range searched{range.first - days{search.offset}, range.last - days{search.offset}};
    std::vector<sys_days> found = anchors_between(day, widen(searched, days_a_week, days_a_week));
    for (sys_days& each : found) {
        each = find_weekday(search, each);
    }
    return restrict_to_range(std::move(found), range);
}

std::vector<span_day> base_days_between(const yearly_rule& rule, date_range range) {
    const int reach = rule.last ? longest_span : rule.length;
    std::vector<sys_days> ends;
    if (rule.last) {
        ends = days_between(*rule.last, widen(range, reach, reach));
    }
    std::vector<span_day> found;
    for (const sys_days start : days_between(rule.first, widen(range, reach, 0))) {
        const int length = span_length(rule, start, ends);
        for (int index = 0; index < length; ++index) {
            take_step();
            const span_day day{start + days{index}, start};
            if (range.first <= day.date && day.date <= range.last && passes(rule.filter, day)) {
                found.push_back(day);
            }
        }
    }
    return found;
}

bool passes(const day_filter& filter, const span_day& day) {
    const unsigned weekday = std::chrono::weekday{day.date}.c_encoding();
    return (!filter.every || is_in_cycle(*filter.every, day.span_start)) &&
           (!filter.on || filter.on->test(weekday)) && (!filter.not_on || !filter.not_on->test(weekday)) &&
           (!filter.from || *filter.from <= day.date) && (!filter.until || day.date <= *filter.until);
}

}  // namespace forecast_warehouse::core
