#include "core/features/holiday_years.hpp"

#include <cstddef>
#include <cstdlib>
#include <map>
#include <string_view>

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

// The run that begins nearest to a year before. Of two as near, the later one.
std::optional<run> run_before(std::span<const run> runs, day_number first) {
    std::optional<run> nearest;
    day_number least = holiday_shift;
    for (const run& each : runs) {
        const day_number off = std::abs(first - each.first - days_of_year);
        if (off <= least) {
            least = off;
            nearest = each;
        }
    }
    return nearest;
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
            const run& current = runs.back();
            const auto before = run_before(runs, current.first);
            const day_number same = before ? before->first + (each.date - current.first) : each.date;
            if (earlier == each.date && before && same <= before->last) {
                earlier = same;
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
