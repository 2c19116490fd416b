// One product in one store through time: its demand, and the stock on the shelf.
#pragma once

#include <array>
#include <vector>

#include "core/demo/demo_windows.hpp"

namespace forecast_warehouse::core::demo_model {

// A series with all that its days depend on.
struct series_context {
    product_context product;
    int store_index;
    store_model store;
    doublings affinity;  // how much better the product sells here than elsewhere
    std::uint64_t demand_seed;
    std::uint64_t supply_seed;
};

// The context of a series. It depends on the seed and the two indexes. By the product's launch it depends on
// the range, too.
[[nodiscard]] series_context make_series(const demo_settings& settings, int store, int product);

// The expected demand on each day of the range. Its factors are level, trend, launch, week, season, holiday,
// price and promotion. They are logarithms of units a day, or of buyers a day for a slow product. Days
// before the launch are 0. The arguments holiday_effects and tags have one entry per day of the range.
[[nodiscard]] std::vector<doublings> expect_demand(const series_context& series,
                                                   const std::vector<doublings>& holiday_effects,
                                                   const std::vector<price_tag>& tags);

// The demand on a day: the expectation, the effect of the day on the whole store, and chance. The random
// numbers depend on the day, so that a price or holiday of another day does not change them.
[[nodiscard]] int draw_demand(const series_context& series, doublings expected, std::int32_t day_2000);

// The price of a quantity in cents, rounded half up.
[[nodiscard]] std::int64_t total_cents(const product_model& product, std::int64_t quantity,
                                       std::int64_t price_cents) noexcept;

// Stock on the shelf and on order. It is reviewed every few evenings and filled up to a level. The level
// covers the expected demand until the next delivery and a safety stock. Some deliveries are late. The rule
// is the periodic-review order-up-to policy (R, S). Source: Silver, Pyke and Thomas, "Inventory and
// Production Management in Supply Chains" (2017), chapter 6.
class shelf {
public:
    shelf(const series_context& series, const std::vector<doublings>& expected);

    // Takes in the deliveries of the morning.
    void receive(int day);

    // Sells as much of the demand as the stock allows. Returns the quantity.
    int sell(int wanted);

    // Orders in the evening of a review day.
    void review(int day);

    [[nodiscard]] int on_hand() const noexcept { return on_hand_; }
    [[nodiscard]] int on_order() const noexcept { return on_order_; }

private:
    [[nodiscard]] int target(int day) const;

    static constexpr int longest_lead = 32;

    int review_days_;
    int review_offset_ = 0;
    int lead_days_;
    int safety_percent_ = 0;                    // of the standard deviation that chance alone gives
    int unit_;                                  // one unit: 1, or the grams of a kilogram
    int pack_ = 1;                              // orders are multiples of it
    std::vector<std::int64_t> expected_until_;  // units before a day, in 65536ths
    std::array<int, longest_lead> due_{};       // by day, modulo the longest lead
    random_stream random_;
    int on_hand_ = 0;
    int on_order_ = 0;
};

}  // namespace forecast_warehouse::core::demo_model
