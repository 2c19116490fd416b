// The base days of a rule: its days before any of them moves.
#pragma once

#include <chrono>
#include <vector>

#include "core/date_range.hpp"
#include "core/holidays/rule.hpp"

namespace forecast_warehouse::core {

// The dates of a yearly day within a range, in order.
[[nodiscard]] std::vector<std::chrono::sys_days> days_between(const yearly_day& day, date_range range);

// The day that a search finds from its anchor.
[[nodiscard]] std::chrono::sys_days find_weekday(const weekday_search& search,
                                                 std::chrono::sys_days anchor) noexcept;

// One day of a span. A single day is a span of one day.
struct span_day {
    std::chrono::sys_days date;
    std::chrono::sys_days span_start;  // from_year, to_year and every() are about its year
};

// The base days of a rule within a range that pass its filter, in order.
[[nodiscard]] std::vector<span_day> base_days_between(const yearly_rule& rule, date_range range);

// Whether a base day meets all conditions of a filter.
[[nodiscard]] bool passes(const day_filter& filter, const span_day& day);

}  // namespace forecast_warehouse::core
