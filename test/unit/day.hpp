#pragma once

#include <chrono>

namespace forecast_warehouse::core {

// A day from three numbers, as tests read best.
inline std::chrono::sys_days day(int year, unsigned month, unsigned date) {
    return std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{date};
}

}  // namespace forecast_warehouse::core
