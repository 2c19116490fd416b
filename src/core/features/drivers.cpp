#include "core/features/drivers.hpp"

#include <algorithm>
#include <limits>

namespace forecast_warehouse::core {
namespace {

constexpr day_number change_days = 7;
constexpr std::int64_t whole_price = 10'000;

// A series has one product and one store, whatever their ids.
constexpr std::int32_t its_product = 0;
constexpr std::int32_t its_store = 0;

// A price that is no number. Prices have far fewer digits, and may be negative without the table's check.
constexpr std::int64_t unknown = std::numeric_limits<std::int64_t>::min();

// A promotion's discount as a share of a price, of 10,000, half away from zero; none when it says nothing.
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

void driver_line::begin(const std::vector<price_in_window>& prices,
                        const std::vector<promotion_in_window>& promotions) {
    std::vector<price_window> price_windows;
    price_windows.reserve(prices.size());
    for (const price_in_window& each : prices) {
        price_windows.push_back({each.of_store ? its_store : whole_chain, each.days.from, each.days.to,
                                 each.cents.value_or(unknown), each.id});
    }
    prices_ = asof_prices();
    prices_.add(its_product, price_windows);

    // Which of two equal discounts counts makes no difference.
    std::vector<promotion_window> promotion_windows;
    promotion_windows.reserve(promotions.size());
    for (const promotion_in_window& each : promotions) {
        promotion_windows.push_back({whole_chain, each.days.from, each.days.to, each.discount_share,
                                     each.discount_cents, &each - promotions.data()});
    }
    promotions_ = asof_promotions();
    promotions_.add(its_product, promotion_windows);
    offers_ = &promotions;
}

std::optional<std::int64_t> driver_line::price_at(day_number day) const {
    const auto cents = prices_.find(its_product, its_store, day);
    return cents == unknown ? std::nullopt : cents;
}

planned_drivers driver_line::at(day_number day) const {
    planned_drivers drivers;
    drivers.price_cents = price_at(day);
    const auto before = price_at(day - change_days);
    if (drivers.price_cents && before && *before > 0) {
        drivers.price_change =
            static_cast<double>(*drivers.price_cents - *before) / static_cast<double>(*before);
    }
    const auto found = promotions_.find(its_product, its_store, day);
    drivers.on_promotion = found.any();
    drivers.discount_share = 0;
    if (drivers.on_promotion) {
        const auto best = static_cast<std::size_t>(promotions_.best(found, drivers.price_cents));
        drivers.discount_share = share_of((*offers_)[best], drivers.price_cents);
        if (drivers.discount_share) {
            drivers.discount_share = std::min(*drivers.discount_share, whole_price);
        }
    }
    return drivers;
}

}  // namespace forecast_warehouse::core
