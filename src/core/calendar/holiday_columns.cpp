#include "core/calendar/holiday_columns.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <string_view>
#include <tuple>

#include "core/interruption.hpp"

namespace forecast_warehouse::core {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

// The days between a holiday and the one before, and how much they vary: lunar years have 354 or 384 days,
// and Easter moves by 35.
constexpr days a_year{365};
constexpr days tolerance{60};

// Days of one holiday that follow each other.
struct run {
    sys_days first;
    sys_days last;
    bool observed;
};

// All runs of holidays by name, in order of dates.
std::map<std::string_view, std::vector<run>> find_runs(std::span<const holiday> holidays) {
    std::map<std::string_view, std::vector<run>> runs;
    for (const holiday& each : holidays) {
        take_step();
        std::vector<run>& of_name = runs[each.name];
        if (!of_name.empty() && of_name.back().last + days{1} == each.date &&
            of_name.back().observed == each.observed) {
            of_name.back().last = each.date;
        } else {
            of_name.push_back({each.date, each.date, each.observed});
        }
    }
    return runs;
}

// The run that contains a day.
const run& run_of(const std::vector<run>& runs, sys_days day) {
    return *std::lower_bound(runs.begin(), runs.end(), day,
                             [](const run& each, sys_days wanted) { return each.last < wanted; });
}

// The run a year before another one: preferably observed as that one, then the nearest to a year.
const run* find_prior(const std::vector<run>& runs, const run& here) {
    const run* best = nullptr;
    const auto rank = [&](const run& each) {
        return std::tuple{each.observed != here.observed,
                          std::abs((here.first - each.first - a_year).count())};
    };
    const auto earliest =
        std::lower_bound(runs.begin(), runs.end(), here.first - a_year - tolerance,
                         [](const run& each, sys_days wanted) { return each.first < wanted; });
    for (auto each = earliest; each != runs.end() && here.first - each->first >= a_year - tolerance; ++each) {
        take_step();
        if (best == nullptr || rank(*each) < rank(*best)) {
            best = &*each;
        }
    }
    return best;
}

std::optional<sys_days> find_prior_date(const std::vector<run>& runs, sys_days day) {
    const run& here = run_of(runs, day);
    const run* prior = find_prior(runs, here);
    if (prior == nullptr) {
        return std::nullopt;
    }
    const sys_days date = prior->first + (day - here.first);
    return date <= prior->last ? std::optional{date} : std::nullopt;
}

// The holiday of a day that decides its prior_year_date: a public one if there is one.
const holiday& main_holiday(std::span<const holiday> of_day) {
    return *std::min_element(of_day.begin(), of_day.end(), [](const holiday& left, const holiday& right) {
        const auto rank = [](const holiday& each) {
            return std::tuple{each.category != public_category, each.observed};
        };
        return rank(left) < rank(right);
    });
}

// The days from one day to another, if they are at most a year. The result must not depend on how far around
// a day holidays were read.
std::optional<int> days_within_a_year(sys_days from, sys_days to) {
    constexpr days longest_year{366};
    return to - from <= longest_year ? std::optional{static_cast<int>((to - from).count())} : std::nullopt;
}

}  // namespace

std::vector<holiday_columns> describe_holidays(std::span<const holiday> holidays, sys_days first,
                                               sys_days last) {
    const auto runs = find_runs(holidays);
    std::vector<holiday_columns> result;
    auto next = holidays.begin();  // the first holiday on the day or after it
    for (sys_days day = first; day <= last; day += days{1}) {
        take_step();
        next = std::find_if(next, holidays.end(), [&](const holiday& each) { return day <= each.date; });
        const auto after =
            std::find_if(next, holidays.end(), [&](const holiday& each) { return day < each.date; });
        holiday_columns columns;
        if (next != holidays.end()) {
            columns.days_to_next = days_within_a_year(day, next->date);
        }
        if (after != holidays.begin()) {
            columns.days_since_last = days_within_a_year(std::prev(after)->date, day);
        }
        if (next != after) {
            columns.prior_year_date = find_prior_date(runs.at(main_holiday({next, after}).name), day);
        }
        result.push_back(columns);
    }
    return result;
}

}  // namespace forecast_warehouse::core
