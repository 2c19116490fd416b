#include "core/features/drivers.hpp"

#include <tuple>

namespace forecast_warehouse::core {
namespace {

constexpr day_number change_days = 7;
constexpr std::int64_t whole_price = 10'000;

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

void driver_line::price_line::begin(const std::vector<price_in_window>& prices) {
    windows_.begin(prices);
    cents_.reset();
}

bool driver_line::price_line::move_to(day_number day) {
    if (!windows_.move_to(day)) {
        return false;
    }
    const auto& covering = windows_.covering();
    const auto best = std::max_element(covering.begin(), covering.end(),
                                       [](const price_in_window* left, const price_in_window* right) {
                                           return std::tie(left->of_store, left->days.from, left->id) <
                                                  std::tie(right->of_store, right->days.from, right->id);
                                       });
    cents_ = best == covering.end() ? std::nullopt : (*best)->cents;
    return true;
}

void driver_line::begin(const std::vector<price_in_window>& prices,
                        const std::vector<promotion_in_window>& promotions) {
    price_.begin(prices);
    price_before_.begin(prices);
    promotions_.begin(promotions);
    drivers_ = {};
}

const planned_drivers& driver_line::at(day_number day) {
    const bool price_moved = price_.move_to(day);
    const bool before_moved = price_before_.move_to(day - change_days);
    const bool promotions_moved = promotions_.move_to(day);
    if (price_moved || before_moved) {
        const auto& now = price_.cents();
        const auto& before = price_before_.cents();
        drivers_.price_cents = now;
        drivers_.price_change.reset();
        if (now && before && *before > 0) {
            drivers_.price_change = static_cast<double>(*now - *before) / static_cast<double>(*before);
        }
    }
    if (price_moved || promotions_moved) {
        find_discount();
    }
    return drivers_;
}

void driver_line::find_discount() {
    drivers_.on_promotion = !promotions_.covering().empty();
    drivers_.discount_share = drivers_.on_promotion ? std::nullopt : std::optional<std::int64_t>(0);
    for (const promotion_in_window* each : promotions_.covering()) {
        const auto share = share_of(*each, drivers_.price_cents);
        if (share) {
            drivers_.discount_share =
                std::max(drivers_.discount_share.value_or(0), std::min(*share, whole_price));
        }
    }
}

}  // namespace forecast_warehouse::core
