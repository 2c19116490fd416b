// One product in one store through time: how much is wanted, and how much the shelf could give.
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

// The context of a series; depends on the seed, the two indexes and, by the product's launch, the range.
[[nodiscard]] series_context make_series(const demo_settings& settings, int store, int product);

// What is expected to be wanted on each day of the range, before chance: level, trend, launch, week, season,
// holiday, price and promotion. Units a day as logarithms (buyers a day for a slow product); days before the
// launch are left 0. holiday_effects and tags have one entry per day of the range.
[[nodiscard]] std::vector<doublings> expect_demand(const series_context& series,
                                                   const std::vector<doublings>& holiday_effects,
                                                   const std::vector<price_tag>& tags);

// What is wanted on a day: the expectation, moved by what befalls the whole store that day, and chance. Keyed
// by the day, so that another price or holiday elsewhere in the range leaves the day's luck alone.
[[nodiscard]] int draw_demand(const series_context& series, doublings expected, std::int32_t day_2000);

// Stock on the shelf and on its way: looked at every few evenings and filled up to a level that covers what
// is expected until the next delivery plus a safety stock for chance; some deliveries are late. The rule is
// the periodic-review order-up-to policy (R, S); source: Silver, Pyke and Thomas, "Inventory and Production
// Management in Supply Chains" (2017), chapter 6.
class shelf {
public:
    shelf(const series_context& series, const std::vector<doublings>& expected);

    // Deliveries of the morning come in.
    void receive(int day);

    // Gives what is there of what is wanted, and says how much that was.
    int sell(int wanted);

    // Orders in the evening, when it is the day for it.
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
    int pack_ = 1;                              // orders are multiples of it
    std::vector<std::int64_t> expected_until_;  // units before a day, in 65536ths
    std::array<int, longest_lead> due_{};       // by day, which repeats after the longest lead
    random_stream random_;
    int on_hand_ = 0;
    int on_order_ = 0;
};

}  // namespace forecast_warehouse::core::demo_model
