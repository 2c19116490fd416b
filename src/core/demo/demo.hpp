// A made-up retail chain: stores, products, prices, promotions, and each day's sales and stock.
//
// All rows are computed on request, from the seed and the key of the row. Only one number per day is stored,
// so a large chain takes no more memory than a small one. A store or product does not depend on the number
// of others. Only integers are used, so a seed means the same rows on every platform.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace forecast_warehouse::core {

// The settings of a chain. Both dates are included.
struct demo_settings {
    int stores = 10;
    int products = 50;
    std::chrono::sys_days first;
    std::chrono::sys_days last;
    std::uint64_t seed = 42;
    bool by_weight = false;  // whether some products are sold by weight
};

// Limits of the settings. Beyond them the numbers would still be right, but the rows would take too long.
inline constexpr int max_demo_stores = 10'000;
inline constexpr int max_demo_products = 100'000;
inline constexpr int max_demo_days = 3'660;

// Throws std::invalid_argument that names the SQL argument, its limits and the value. The constructor of
// demo_data calls it too. A caller calls it before it reads the holidays of a range, which may be too long.
void check_demo_settings(const demo_settings& settings);

// Days of the settings, both ends included; the settings have passed check_demo_settings.
[[nodiscard]] int demo_days(const demo_settings& settings);

struct demo_store {
    std::string code;  // S001; longer from the thousandth store on
    std::string name;
    std::string region;
    std::string city;
    std::string store_type;
};

struct demo_product {
    std::string sku;  // P00001
    std::string name;
    std::string category;
    std::string brand;
    std::int64_t base_price_cents;
    std::int64_t base_cost_cents;
    std::chrono::sys_days launch;  // no row of the product is earlier
};

inline constexpr int chain_wide = -1;  // the store of a price or promotion that holds in every store

struct demo_price {
    int product;
    int store;  // or chain_wide
    std::int64_t price_cents;
    std::chrono::sys_days valid_from;
    std::optional<std::chrono::sys_days> valid_to;  // none: still in force
};

// One of the discounts has a value, never both.
struct demo_promotion {
    int product;
    int store;  // or chain_wide
    std::string name;
    std::optional<int> discount_bp;  // of 10000
    std::optional<std::int64_t> discount_cents;
    std::chrono::sys_days start;
    std::chrono::sys_days end;
};

// One day of one store and product: a row of inventory_snapshot_daily, and one of sales_daily when quantity
// is above 0.
struct demo_day {
    std::chrono::sys_days date;
    int store;
    int product;
    int decimals;  // of demand, quantity and stock: 0, or 3 for a product by weight
    int demand;    // sales from a full shelf; in no table, to check forecasts against
    int quantity;  // sold: demand, or the stock where that was less
    std::int64_t unit_price_cents;
    std::int64_t total_cents;
    int on_hand;    // at the end of the day
    int on_order;   // ordered and not yet delivered, at the end of the day
    bool stockout;  // demand was above the stock
};

// A price after a promotion, in cents, rounded half up and never below 0. This is the rule of promotion_asof
// and sales_exogenous, so that sales and promotions agree.
[[nodiscard]] std::int64_t discounted_cents(const demo_promotion& promotion, std::int64_t price_cents);

// The chain. Products and stores are counted from 0; an index out of range throws std::out_of_range. Safe to
// read from several threads.
class demo_data {
public:
    // is_holiday has one entry per day of the range, from settings.first on. A holiday after the range has
    // no effect on the days before it. Throws std::invalid_argument when a setting or that length is wrong.
    demo_data(const demo_settings& settings, const std::vector<bool>& is_holiday);

    [[nodiscard]] const demo_settings& settings() const noexcept { return settings_; }

    [[nodiscard]] demo_store store(int index) const;
    [[nodiscard]] demo_product product(int index) const;

    // The price windows of a product. They replace the contents of out. Chain-wide windows come first, then
    // those of each store that has its own, each in order of time. Windows of one store never overlap. From
    // launch on every day has a chain-wide price.
    void prices(int product, std::vector<demo_price>& out) const;

    // The promotions of a product. They replace the contents of out. Chain-wide promotions come first, then
    // those of each store, each in order of time. Names contain their first day, so that windows of one name
    // and store never overlap.
    void promotions(int product, std::vector<demo_promotion>& out) const;

    // Pairs of a store and a product: series s is store s / products, product s % products.
    [[nodiscard]] std::size_t series() const noexcept;

    // The days of one series, from the product's launch to the end of the range. They replace the contents
    // of out.
    void series_days(std::size_t series, std::vector<demo_day>& out) const;

private:
    demo_settings settings_;
    std::vector<std::int32_t> holiday_effects_;  // per day, logarithms as in demo_fixed.hpp
};

}  // namespace forecast_warehouse::core
