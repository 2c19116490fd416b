#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "core/day_number.hpp"
#include "core/features/drivers.hpp"

namespace forecast_warehouse::core {

// The mean price of each category of one store, day by day, in cents. Each product with a price in force
// counts once.
class category_prices {
public:
    category_prices() = default;

    // The days that will be asked for.
    category_prices(day_number first, day_number last) : first_(first), last_(last) {}

    // Begins another store.
    void clear();

    // Adds the prices of a product from a day on.
    void add(std::int32_t category, const series_prices& prices, day_number from);

    // None: no product of the category has a price.
    [[nodiscard]] std::optional<double> mean(std::int32_t category, day_number day) const;

private:
    struct prices_of_day {
        std::int64_t cents = 0;
        std::int64_t products = 0;
    };

    day_number first_ = 0;
    day_number last_ = -1;
    std::unordered_map<std::int32_t, std::vector<prices_of_day>> days_of_;
};

}  // namespace forecast_warehouse::core
