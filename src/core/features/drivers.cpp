#include "core/features/drivers.hpp"

#include <algorithm>
#include <limits>

namespace forecast_warehouse::core {
namespace {

constexpr std::int64_t whole_price = 10'000;

// One series has one product and one store, so their ids do not matter.
constexpr std::int32_t any_product = 0;
constexpr std::int32_t any_store = 0;

// A price that is NaN. No real price has this value. Prices may be negative where a check was dropped.
constexpr std::int64_t not_a_number = std::numeric_limits<std::int64_t>::min();

// A promotion's discount as a share of a price, in ten-thousandths, half away from zero. None: it has no
// discount, or an amount and no price.
std::optional<std::int64_t> share_of(const promotion_in_window& promotion,
                                     const std::optional<std::int64_t>& price) {
    std::optional<std::int64_t> share = promotion.discount_share;
    if (promotion.discount_cents && price && *price > 0) {
        const auto of_price = (*promotion.discount_cents * whole_price + *price / 2) / *price;
        share = std::max(share.value_or(0), of_price);
    }
    return share;
}

}  // namespace

void series_prices::begin(const std::vector<price_in_window>& prices) {
    std::vector<price_window> price_windows;
    price_windows.reserve(prices.size());
    for (const price_in_window& each : prices) {
        price_windows.push_back({each.of_store ? any_store : whole_chain, each.days.from, each.days.to,
                                 each.cents.value_or(not_a_number), each.id});
    }
    prices_ = asof_prices();
    prices_.add(any_product, price_windows);
}

std::optional<std::int64_t> series_prices::at(day_number day) const {
    const auto cents = prices_.find(any_product, any_store, day);
    return cents == not_a_number ? std::nullopt : cents;
}

void series_drivers::begin(const std::vector<price_in_window>& prices,
                           const std::vector<promotion_in_window>& promotions) {
    prices_.begin(prices);
    // All are treated as promotions of the chain: the largest discount counts, and only its share is used.
    std::vector<promotion_window> promotion_windows;
    promotion_windows.reserve(promotions.size());
    for (const promotion_in_window& each : promotions) {
        promotion_windows.push_back({whole_chain, each.days.from, each.days.to, each.discount_share,
                                     each.discount_cents, &each - promotions.data()});
    }
    promotions_ = asof_promotions();
    promotions_.add(any_product, promotion_windows);
    promotion_list_ = &promotions;
}

planned_drivers series_drivers::at(day_number day) const {
    planned_drivers drivers;
    drivers.price_cents = prices_.at(day);
    const auto earlier = prices_.at(day - price_change_days);
    if (drivers.price_cents && earlier && *earlier > 0) {
        drivers.price_change =
            static_cast<double>(*drivers.price_cents - *earlier) / static_cast<double>(*earlier);
    }
    const auto found = promotions_.find(any_product, any_store, day);
    drivers.on_promotion = found.any();
    drivers.discount_share = 0;
    if (drivers.on_promotion) {
        const auto best = static_cast<std::size_t>(promotions_.best(found, drivers.price_cents));
        drivers.discount_share = share_of((*promotion_list_)[best], drivers.price_cents);
        if (drivers.discount_share) {
            drivers.discount_share = std::min(*drivers.discount_share, whole_price);
        }
    }
    return drivers;
}

}  // namespace forecast_warehouse::core
