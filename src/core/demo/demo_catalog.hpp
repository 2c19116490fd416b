// The stores and products of the demo data, and the factors of their demand.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "core/demo/demo.hpp"
#include "core/demo/demo_fixed.hpp"

namespace forecast_warehouse::core::demo_model {

// The purpose of a random stream. It is the first part of its key, so that no two uses share their numbers.
// The values never change: they decide the rows of a seed.
enum purpose : std::uint64_t {
    for_store = 1,
    for_product = 2,
    for_chain_price = 3,
    for_store_price = 4,
    for_chain_promotion = 5,
    for_store_promotion = 6,
    for_series = 7,
    for_store_day = 8,
    for_demand = 9,
    for_supply = 10,
    for_order = 11,
    for_order_day = 12,
    for_party_code = 13,
    for_target = 14,
};

// The properties of a type of stores.
struct store_type {
    std::string_view name;
    doublings size;                   // sales relative to a supermarket's
    int price_percent;                // price level where it has prices of its own
    int review_days;                  // days from one look at the shelf to the next
    std::array<doublings, 7> weekly;  // Monday .. Sunday, relative to the mean
};

// The properties of a category of products.
struct category {
    std::string_view name;
    std::array<std::string_view, 4> brands;
    std::array<std::string_view, 6> nouns;
    std::array<std::string_view, 4> variants;
    int lowest_cents;
    int highest_cents;
    int elasticity_tenths;  // percent of demand lost per percent of price, times ten
    doublings peak;         // demand at the peak of the year, relative to the mean
    int peak_day;           // day of the year, from 0
    int holiday_percent;    // share of the chain's holiday effect
};

// How a product sells. In every ten products two are slow and one is new, so that a small chain has both.
enum class product_kind : std::uint8_t { regular, slow, fresh };

struct store_model {
    const store_type* type;
    int town;        // in the list of towns
    doublings size;  // relative to others of its type
    doublings trend_per_year;
};

struct product_model {
    const category* group;
    product_kind kind;
    int brand, noun, variant;
    int base_price_cents;
    int base_cost_cents;
    doublings level;  // units a day in an average supermarket; of a slow product, buyers a day
    doublings trend_per_year;
    int lead_days;   // from order to delivery
    int launch_day;  // from the first day of the range
    bool by_weight;  // its units are grams then, and its price is of a kilogram
};

inline constexpr int weight_decimals = 3;
inline constexpr int grams_per_kilogram = 1000;

// The model of a store. It depends on the seed and the index only.
[[nodiscard]] store_model make_store(const demo_settings& settings, int index);

// The model of a product. It depends on the seed and the index. The launch of a new product depends on the
// range, too.
[[nodiscard]] product_model make_product(const demo_settings& settings, int index);

// A price as shops print it, nearest to the given one. It ends in 9 below 2.00, in .49 or .99 below 20.00,
// and in .99 above.
[[nodiscard]] int printed_price(int cents);

// The store and product as rows.
[[nodiscard]] demo_store describe_store(const store_model& store, int index);
[[nodiscard]] demo_product describe_product(const product_model& product, int index,
                                            const demo_settings& settings);

}  // namespace forecast_warehouse::core::demo_model
