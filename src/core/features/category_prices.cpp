#include "core/features/category_prices.hpp"

#include <algorithm>
#include <cstddef>

namespace forecast_warehouse::core {

// The memory is kept: stores have much the same categories.
void category_prices::clear() {
    for (auto& [category, days] : days_of_) {
        std::ranges::fill(days, prices_of_day{});
    }
}

void category_prices::add(std::int32_t category, const series_prices& prices, day_number from) {
    std::vector<prices_of_day>& days = days_of_[category];
    days.resize(static_cast<std::size_t>(std::max(last_ - first_ + 1, 0)));
    for (day_number day = std::max(from, first_); day <= last_; ++day) {
        if (const auto cents = prices.at(day)) {
            prices_of_day& sum = days[static_cast<std::size_t>(day - first_)];
            sum.cents += *cents;
            ++sum.products;
        }
    }
}

std::optional<double> category_prices::mean(std::int32_t category, day_number day) const {
    const auto found = days_of_.find(category);
    if (found == days_of_.end() || day < first_ || day > last_) {
        return std::nullopt;
    }
    const prices_of_day& sum = found->second[static_cast<std::size_t>(day - first_)];
    if (sum.products == 0) {
        return std::nullopt;
    }
    return static_cast<double>(sum.cents) / static_cast<double>(sum.products);
}

}  // namespace forecast_warehouse::core
