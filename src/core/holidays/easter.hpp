#pragma once

#include <chrono>

namespace forecast_warehouse::core {

// Easter Sunday of the western churches, by the Gregorian calendar.
[[nodiscard]] std::chrono::sys_days easter(std::chrono::year year) noexcept;

// Easter Sunday of the orthodox churches, as a Gregorian date. They compute it by the Julian calendar.
[[nodiscard]] std::chrono::sys_days orthodox_easter(std::chrono::year year) noexcept;

}  // namespace forecast_warehouse::core
