#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "core/features/periods.hpp"

namespace forecast_warehouse::core {

// The folds of a backtest: days to train on, and later days to test on. All numbers count periods: days or
// weeks.
struct fold_settings {
    std::chrono::sys_days first_cutoff;
    std::chrono::sys_days last_cutoff;
    int step;                       // from one cutoff to the next
    int horizon;                    // to test on
    int gap = 0;                    // between training and test
    std::optional<int> train_days;  // before the cutoff; none: all days up to it
    period_grid periods{};
};

// The first and the last days are included.
struct fold {
    std::int64_t number;  // from 1
    std::optional<std::chrono::sys_days> train_start;
    std::chrono::sys_days train_end;
    std::chrono::sys_days test_start;
    std::chrono::sys_days test_end;
};

// Raises core::failure (22023, 22008) for settings that are out of range. Also for folds that would test on
// days of their training, and for weeks that a cutoff cuts.
void check(const fold_settings& settings);

[[nodiscard]] std::int64_t count_folds(const fold_settings& settings) noexcept;

// A fold by its number; the settings have passed check().
[[nodiscard]] fold fold_at(const fold_settings& settings, std::int64_t number) noexcept;

}  // namespace forecast_warehouse::core
