#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>

#include "core/day_number.hpp"
#include "core/features/feature_settings.hpp"
#include "features/scope.hpp"

namespace forecast_warehouse::features {

// What features need to know of a product.
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

    // A sub-select of the columns id and number: each product and the number of its category, 0 without one.
    // Within one snapshot the numbers are the same.
    [[nodiscard]] static std::string numbered(const scope& scope);

private:
    std::unordered_map<std::int32_t, product_facts> products_;
};

}  // namespace forecast_warehouse::features
