// Where a rule's base days fall, before anything moves.
#pragma once

#include <chrono>
#include <vector>

#include "core/date_range.hpp"
#include "core/holidays/rule.hpp"

namespace forecast_warehouse::core {

// The days in a range on which a day of a rule falls, in order.
[[nodiscard]] std::vector<std::chrono::sys_days> days_between(const rule_day& day, date_range range);

// The day that a search from an anchor finds.
[[nodiscard]] std::chrono::sys_days find_weekday(const weekday_search& search,
                                                 std::chrono::sys_days anchor) noexcept;

// A span of days, and one of them.
struct base_day {
    std::chrono::sys_days date;
    std::chrono::sys_days span_start;  // whose year decides about from_year, to_year and every()
};

// The base days of a rule in a range, in order, less those that its filter takes out.
[[nodiscard]] std::vector<base_day> base_days_between(const days_rule& rule, date_range range);

// Whether a filter lets a base day pass.
[[nodiscard]] bool passes(const day_filter& filter, const base_day& day);

}  // namespace forecast_warehouse::core
