#include "calendar/marked_holidays.hpp"

#include "calendar/stored_calendars.hpp"
#include "core/text.hpp"

namespace forecast_warehouse::calendar {
namespace {

constexpr std::size_t longest_holiday_name = 100;  // characters of calendar.holiday_name

}  // namespace

marked_holidays::marked_holidays(const core::holiday_calendar& calendar, const core::date_range& range)
    : holidays_(core::evaluate_calendar(calendar, range.first, range.last, holiday_memory()).holidays) {
    std::erase_if(holidays_, [](const core::holiday& each) {
        return each.category == "observance" || each.category == "school";
    });
}

std::optional<std::string> marked_holidays::name_of(std::chrono::sys_days day) {
    while (next_ < holidays_.size() && holidays_[next_].date < day) {
        ++next_;
    }
    std::vector<std::string> names;
    for (; next_ < holidays_.size() && holidays_[next_].date == day; ++next_) {
        names.push_back(holidays_[next_].name);
    }
    return names.empty() ? std::nullopt : std::optional(core::join_names(names, longest_holiday_name));
}

}  // namespace forecast_warehouse::calendar
