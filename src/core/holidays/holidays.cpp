#include "core/holidays/holidays.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "core/calendar.hpp"
#include "core/holidays/planned_days.hpp"
#include "core/holidays/shifts.hpp"

namespace forecast_warehouse::core {
namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;
using std::chrono::years;

// Whole years, and one more on both sides: holidays move across the ends of years, and make way for others.
day_range widen_to_years(sys_days first, sys_days last) {
    const std::chrono::year before = year_month_day{first}.year() - years{1};
    const std::chrono::year after = year_month_day{last}.year() + years{1};
    return {before / std::chrono::January / 1, after / std::chrono::December / 31};
}

void add(std::map<named_day, holiday>& found, const named_day& day, const planned_day& planned,
         bool observed) {
    found.try_emplace(day, holiday{day.first, std::string{day.second}, std::string{planned.category},
                                   observed, planned.estimated});
}

}  // namespace

holidays_and_workdays evaluate_calendar(const holiday_calendar& calendar, sys_days first, sys_days last) {
    const planned_days plan = plan_days(calendar, widen_to_years(first, last));
    const shifted_days shifted = shift_days(calendar, plan);
    const auto in_range = [&](sys_days day) { return first <= day && day <= last; };
    std::map<named_day, holiday> found;
    for (const auto& [day, planned] : plan.holidays) {
        if (in_range(day.first) && !shifted.left.contains(day)) {
            add(found, day, planned, false);
        }
    }
    for (const auto& [day, planned] : shifted.observed) {
        if (in_range(day.first)) {
            add(found, day, planned, true);
        }
    }
    holidays_and_workdays result;
    for (auto& [day, holiday] : found) {
        result.holidays.push_back(std::move(holiday));
    }
    std::copy_if(plan.workdays.begin(), plan.workdays.end(), std::back_inserter(result.workdays), in_range);
    return result;
}

std::vector<holiday> holidays_between(const holiday_calendar& calendar, sys_days first, sys_days last) {
    return evaluate_calendar(calendar, first, last).holidays;
}

}  // namespace forecast_warehouse::core
