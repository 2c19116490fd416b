// Parses the days in a rule's text. One function for each line of the grammar in doc/holidays.md.
//
// All functions take their text from the scanner. They throw core::failure (22P02) for any other text.
#pragma once

#include <chrono>

#include "core/holidays/rule.hpp"
#include "core/holidays/rule_scanner.hpp"

namespace forecast_warehouse::core {

// 07-04, easter-2, mon<05-25
[[nodiscard]] yearly_day expect_day(rule_scanner& text);

// mon
[[nodiscard]] std::chrono::weekday expect_weekday(rule_scanner& text);

// (sat,sun)
[[nodiscard]] weekday_set expect_weekdays(rule_scanner& text);

// (2006-09-01)
[[nodiscard]] std::chrono::sys_days expect_date(rule_scanner& text);

}  // namespace forecast_warehouse::core
