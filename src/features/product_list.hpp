#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>

#include "core/day_number.hpp"
#include "core/features/feature_settings.hpp"
#include "features/scope.hpp"

namespace forecast_warehouse::features {

// Facts about a product that features need.
struct product_facts {
    std::optional<core::day_number> launch;
    std::optional<std::int32_t> category;  // its number; none: the product has no category
};

// The products by their ids. Of the warehouse's tables this one stays in memory.
class product_list {
public:
    // Reads launch dates and categories as far as the settings need them. Runs within a connection to SPI.
    void read(const scope& scope, const core::feature_settings& settings);

    // Without facts for a product that was not read.
    [[nodiscard]] product_facts of(std::int32_t product) const;

    // The number of the category of a row p of product, from 1 on; 0 without one. It is a window function.
    // Within one snapshot the numbers are the same.
    static constexpr const char* category_number =
        "CASE WHEN p.category IS NULL THEN 0 "
        "ELSE pg_catalog.dense_rank() OVER (ORDER BY p.category) END::pg_catalog.int4";

private:
    std::unordered_map<std::int32_t, product_facts> products_;
};

}  // namespace forecast_warehouse::features
