#include "core/holidays/business_days.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <set>
#include <utility>

#include "core/calendar.hpp"
#include "core/failure.hpp"
#include "core/holidays/holidays.hpp"

namespace forecast_warehouse::core {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

// About the years that a report or a forecast looks at, so that most sessions evaluate once.
constexpr days least_reach{4 * 366};

constexpr std::int64_t most_days = (last_supported_day - first_supported_day).count();

void refuse_unsupported(sys_days day) {
    if (!is_supported(day)) {
        throw failure("22008", "the date is out of range",
                      fmt::format("Business days are known from {} to {}.", iso_date(first_supported_day),
                                  iso_date(last_supported_day)));
    }
}

[[noreturn]] void refuse_too_far(sys_days day, std::int64_t n) {
    throw failure("22008",
                  fmt::format("the calendar ends before business day {:+} from {}", n, iso_date(day)),
                  fmt::format("Days go from {} to {}; give a smaller number.", iso_date(first_supported_day),
                              iso_date(last_supported_day)));
}

}  // namespace

business_days::business_days(holiday_calendar calendar)
    : calendar_(std::move(calendar)), known_{last_supported_day, first_supported_day} {}

bool business_days::is_business_day(sys_days day) {
    refuse_unsupported(day);
    reach(day);
    return count_before(day) < count_before(day + days{1});
}

std::int64_t business_days::business_days_between(sys_days first, sys_days last) {
    refuse_unsupported(first);
    refuse_unsupported(last);
    reach(first);
    reach(last);
    return count_before(last) - count_before(first);
}

// The nth business day after a day is where the count before it has grown by n.
sys_days business_days::add_business_days(sys_days day, std::int64_t n) {
    refuse_unsupported(day);
    if (n < -most_days || most_days < n) {
        refuse_too_far(day, n);
    }
    reach(day);
    const auto wanted = [&] { return count_before(n > 0 ? day + days{1} : day) + n + (n > 0 ? 0 : 1); };
    while (wanted() > counts_.back() || wanted() <= 0) {
        const sys_days end = n < 0 ? known_.first : known_.last;
        if (end == (n < 0 ? first_supported_day : last_supported_day)) {
            refuse_too_far(day, n);
        }
        reach(n < 0 ? end - days{1} : end + days{1});
    }
    const auto found = std::lower_bound(counts_.begin(), counts_.end(), wanted());
    return known_.first + days{found - counts_.begin() - 1};
}

std::int64_t business_days::count_before(sys_days day) const {
    return counts_.at(static_cast<std::size_t>((day - known_.first).count()));
}

// Makes a day known, and at least as many days beyond it as were known before: walking through all days one
// by one evaluates each of them twice on average.
void business_days::reach(sys_days day) {
    if (known_.first <= day && day <= known_.last) {
        return;
    }
    const days beyond = std::max(least_reach, days{counts_.size()});
    const auto clamp = [](sys_days each) {
        return std::clamp(each, first_supported_day, last_supported_day);
    };
    evaluate({clamp(std::min(known_.first, day - beyond)), clamp(std::max(known_.last, day + beyond))});
}

void business_days::evaluate(day_range range) {
    const holidays_and_workdays found = evaluate_calendar(calendar_, range.first, range.last);
    std::set<sys_days> off;
    for (const holiday& each : found.holidays) {
        if (each.category == public_category) {
            off.insert(each.date);
        }
    }
    const std::set<sys_days> worked(found.workdays.begin(), found.workdays.end());
    counts_.assign(1, 0);
    for (sys_days day = range.first; day <= range.last; day += days{1}) {
        const bool is_business_day =
            worked.contains(day) || (!calendar_.is_weekend(day) && !off.contains(day));
        counts_.push_back(counts_.back() + (is_business_day ? 1 : 0));
    }
    known_ = range;
}

}  // namespace forecast_warehouse::core
