#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/features/periods.hpp"

namespace forecast_warehouse::core {

// Groups of columns that a table has only if they are asked for. Their columns come in this order.
enum class feature_choice : std::uint8_t {
    weekday,
    median,
    trend,
    ratio,
    stockout,
    launch,
    price,
    hierarchy,
    holiday,
    year
};

[[nodiscard]] std::string_view name_of(feature_choice each) noexcept;

// The groups of some names, in the order of their columns. The name "all" means all that the periods can
// have. Raises core::failure (22023) for a name that does not exist or is given twice, and for a group that
// needs days where the periods are weeks.
[[nodiscard]] std::vector<feature_choice> choices_named(const std::vector<std::string>& names,
                                                        const period_grid& periods);

}  // namespace forecast_warehouse::core
