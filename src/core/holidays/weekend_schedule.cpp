#include "core/holidays/weekend_schedule.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <utility>

#include "core/calendar.hpp"
#include "core/failure.hpp"

namespace forecast_warehouse::core {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

sys_days first_day_of(int year) {
    return std::chrono::year{year} / std::chrono::January / 1;
}

int supported_year(int year) {
    const auto year_of = [](sys_days day) {
        return static_cast<int>(std::chrono::year_month_day{day}.year());
    };
    return std::clamp(year, year_of(first_supported_day), year_of(last_supported_day));
}

void refuse_gaps(const std::string& calendar, std::vector<weekly_days_off> rules) {
    std::sort(rules.begin(), rules.end(), [](const weekly_days_off& left, const weekly_days_off& right) {
        return left.first < right.first;
    });
    sys_days next = first_supported_day;
    const auto refuse = [&](sys_days last) {
        throw failure(sqlstate::invalid_parameter_value,
                      fmt::format("the weekly days off of holiday calendar \"{}\" leave out {} to {}",
                                  calendar, iso_date(next), iso_date(last)),
                      fmt::format("Add a weekly rule for these days, such as weekly(sat,sun) until({}).",
                                  iso_date(last)));
    };
    for (const weekly_days_off& each : rules) {
        if (next < each.first) {
            refuse(each.first - days{1});
        }
        next = std::max(next, each.last + days{1});
    }
    if (next <= last_supported_day) {
        refuse(last_supported_day);
    }
}

}  // namespace

weekly_days_off days_off_of(const weekly_rule& rule, const year_limits& years) {
    const sys_days first = first_day_of(supported_year(years.first));
    const sys_days last = first_day_of(supported_year(years.last) + 1) - days{1};
    return {rule.days_off, std::max(first, rule.filter.from.value_or(first_supported_day)),
            std::min(last, rule.filter.until.value_or(last_supported_day))};
}

weekend_schedule::weekend_schedule() {
    weekday_set saturday_and_sunday;
    saturday_and_sunday.set(std::chrono::Saturday.c_encoding()).set(std::chrono::Sunday.c_encoding());
    weekends_ = {{first_supported_day, saturday_and_sunday}};
}

// Visits the days on which a rule begins or ends, and counts the rules in force by day of the week.
weekend_schedule::weekend_schedule(const std::string& calendar, const std::vector<weekly_days_off>& rules) {
    refuse_gaps(calendar, rules);
    std::map<sys_days, std::vector<std::pair<const weekly_days_off*, int>>> changes;
    for (const weekly_days_off& each : rules) {
        if (each.first <= each.last) {
            changes[each.first].emplace_back(&each, 1);
            changes[each.last + days{1}].emplace_back(&each, -1);
        }
    }
    std::array<int, weekday_set{}.size()> in_force{};
    for (const auto& [day, changed] : changes) {
        weekend next{day, {}};
        for (std::size_t weekday = 0; weekday < in_force.size(); ++weekday) {
            for (const auto& [rule, change] : changed) {
                in_force.at(weekday) += rule->weekdays.test(weekday) ? change : 0;
            }
            next.days_off.set(weekday, in_force.at(weekday) > 0);
        }
        weekends_.push_back(next);
    }
}

bool weekend_schedule::is_weekend(sys_days day) const noexcept {
    const unsigned weekday = std::chrono::weekday{day}.c_encoding();
    const auto after =
        std::upper_bound(weekends_.begin(), weekends_.end(), day,
                         [](sys_days wanted, const weekend& each) { return wanted < each.first; });
    return after != weekends_.begin() && std::prev(after)->days_off.test(weekday);
}

}  // namespace forecast_warehouse::core
