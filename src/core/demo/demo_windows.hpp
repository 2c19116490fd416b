// The price and promotion windows of the demo data. Days are counted from the first day of the range.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/demo/demo_catalog.hpp"

namespace forecast_warehouse::core::demo_model {

struct demo_price_window {
    int cents;
    int from;
    std::optional<int> to;  // none: without an end
};

// One of the two discounts is 0.
struct demo_promotion_window {
    int discount_bp;
    int discount_cents;
    int start;
    int end;
};

// A product with the models of its windows, so that they are made once and not for each window.
struct product_context {
    const demo_settings& settings;
    int index;
    product_model product;
};

// The chain-wide prices of a product, from launch on without a gap. Each differs from the one before.
void append_chain_prices(const product_context& product, std::vector<demo_price_window>& out);

// The prices that a store has of its own. One series of eight has them. The chain's price holds in the gaps.
void append_store_prices(const product_context& product, int store, std::vector<demo_price_window>& out);

// The promotions of a product in one store, or of the chain when store is chain_wide. A promotion stays
// inside one fortnight, so that promotions of one kind never overlap.
void append_promotions(const product_context& product, int store, std::vector<demo_promotion_window>& out);

// The name of a promotion. It contains the first day, so that it is unique.
[[nodiscard]] std::string promotion_name(const demo_settings& settings, const demo_promotion_window& window,
                                         int store);

// A price less a discount, in cents: half cents up, never below 0.
[[nodiscard]] std::int64_t discounted(std::int64_t price_cents, int discount_bp, std::int64_t discount_cents);

// The price on a day.
struct price_tag {
    int cents;
    bool promoted;
};

// The price of each day of the range in one store. It is the store's price, or else the chain's, less the
// promotion with the lowest result. Days before the launch have the price 0.
[[nodiscard]] std::vector<price_tag> make_price_tags(const product_context& product, int store);

}  // namespace forecast_warehouse::core::demo_model
