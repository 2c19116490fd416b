#include "core/features/holiday_years.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <map>
#include <string_view>

#include "core/calendar.hpp"

namespace forecast_warehouse::core {
namespace {

constexpr std::string_view between_names = " / ";
constexpr day_number days_of_year = 365;

// Days of one name that follow each other.
struct run {
    day_number first;
    day_number last;
};

// Calls visit(name) with each name of a day.
template <class Visit>
void each_name(std::string_view names, Visit visit) {
    while (!names.empty()) {
        const std::size_t end = names.find(between_names);
        visit(names.substr(0, end));
        names.remove_prefix(end == std::string_view::npos ? names.size() : end + between_names.size());
    }
}

// The same date a year before. None: 29 February.
std::optional<day_number> date_before(day_number day) {
    const std::chrono::year_month_day date(day_from_epoch_2000(day));
    const std::chrono::year_month_day before = date - std::chrono::years{1};
    return before.ok() && is_supported(before) ? std::optional(days_since_2000(before)) : std::nullopt;
}

// The run that begins nearest to a year before. Of two as near, the later one.
std::optional<run> run_before(std::span<const run> runs, day_number first) {
    std::optional<run> nearest;
    day_number smallest = holiday_shift;
    for (const run& each : runs) {
        const day_number off = std::abs(first - each.first - days_of_year);
        if (off <= smallest) {
            smallest = off;
            nearest = each;
        }
    }
    return nearest;
}

// runs: those of a name, up to the one that the day is in.
std::optional<day_number> same_day_of(std::span<const run> runs, day_number day) {
    const std::optional<day_number> date = date_before(day);
    const auto holds = [&](const run& each) { return date && each.first <= *date && *date <= each.last; };
    if (std::ranges::any_of(runs, holds)) {
        return date;
    }
    const day_number first = runs.back().first;
    const std::optional<run> before = run_before(runs, first);
    return before && before->first + (day - first) <= before->last
               ? std::optional(before->first + (day - first))
               : std::nullopt;
}

}  // namespace

holiday_years::holiday_years(std::span<const named_holiday> holidays) {
    if (holidays.empty()) {
        return;
    }
    first_ = holidays.front().date;
    for (day_number day = first_; day <= holidays.back().date; ++day) {
        earlier_.push_back(day);
    }
    std::map<std::string_view, std::vector<run>> runs_of;
    for (const named_holiday& each : holidays) {
        day_number& earlier = earlier_[static_cast<std::size_t>(each.date - first_)];
        each_name(each.name, [&](std::string_view name) {
            std::vector<run>& runs = runs_of[name];
            if (!runs.empty() && runs.back().last == each.date - 1) {
                runs.back().last = each.date;
            } else {
                runs.push_back({each.date, each.date});
            }
            const std::optional<day_number> same = same_day_of(runs, each.date);
            if (same && earlier == each.date) {
                earlier = *same;
            }
        });
    }
}

std::optional<day_number> holiday_years::year_before(day_number day) const noexcept {
    if (day < first_ || static_cast<std::size_t>(day - first_) >= earlier_.size()) {
        return std::nullopt;
    }
    const day_number earlier = earlier_[static_cast<std::size_t>(day - first_)];
    return earlier == day ? std::nullopt : std::optional(earlier);
}

}  // namespace forecast_warehouse::core
