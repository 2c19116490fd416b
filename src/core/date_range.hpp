#pragma once

#include <chrono>

namespace forecast_warehouse::core {

// A span of days, both ends included.
struct date_range {
    std::chrono::sys_days first;
    std::chrono::sys_days last;
};

}  // namespace forecast_warehouse::core
