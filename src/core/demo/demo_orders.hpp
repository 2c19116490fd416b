// Made-up orders of a sales organisation with own stores, a web shop and resellers.
//
// As in demo.hpp, rows are computed on request, from the seed and the number of the row. Only integers are
// used, so a seed means the same rows on every platform.
#pragma once

#include <chrono>
#include <cstdint>

namespace forecast_warehouse::core {

// Both dates are included.
struct demo_order_settings {
    int lines = 2000;  // of orders; each order has one
    std::chrono::sys_days first;
    std::chrono::sys_days last;
    int stores = 6;
    std::uint64_t seed = 42;
};

inline constexpr int max_demo_lines = 10'000'000;

// The files write years with two digits, which mean these years.
inline constexpr std::chrono::sys_days first_demo_order_day{std::chrono::year{2000} / std::chrono::January /
                                                            std::chrono::day{1}};
inline constexpr std::chrono::sys_days last_demo_order_day{std::chrono::year{2069} / std::chrono::December /
                                                           std::chrono::day{31}};

// Throws std::invalid_argument that names the SQL argument, its limits and the value. The constructor of
// demo_orders calls it too.
void check_demo_order_settings(const demo_order_settings& settings);

enum class demo_party : std::uint8_t { store, customer, reseller };

// An order with its line. Channels, parties and products are counted from 0.
struct demo_order {
    std::chrono::sys_days date;
    int channel;
    demo_party party;
    int party_index;
    int product;
    int quantity;
    std::int64_t amount_cents;  // quantity x retail price in direct channels, x wholesale price in others
};

// The channel of a store: every third one is an outlet.
[[nodiscard]] int channel_of_demo_store(int store) noexcept;

class demo_orders {
public:
    explicit demo_orders(const demo_order_settings& settings);

    [[nodiscard]] const demo_order_settings& settings() const noexcept { return settings_; }

    // Order `number`, from 0. The first orders have each day of the range once, in no order of time. Every
    // 29th order repeats the one before it. Throws std::out_of_range for other numbers.
    [[nodiscard]] demo_order order(int number) const;

private:
    [[nodiscard]] std::chrono::sys_days day_of(int content) const;

    demo_order_settings settings_;
    int days_;
};

}  // namespace forecast_warehouse::core
