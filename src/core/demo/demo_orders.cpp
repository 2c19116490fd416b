#include "core/demo/demo_orders.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include <fmt/format.h>

#include "core/calendar.hpp"
#include "core/demo/demo.hpp"
#include "core/demo/demo_catalog.hpp"
#include "core/demo/demo_order_catalog.hpp"
#include "core/random.hpp"

namespace forecast_warehouse::core {
namespace {

using namespace demo_model;

// The settings that orders have in common with the chain of demo.hpp.
demo_settings chain_settings(const demo_order_settings& settings) {
    return {.stores = settings.stores,
            .products = 1,
            .first = settings.first,
            .last = settings.last,
            .seed = settings.seed};
}

// How many of 100 draws of a day are taken: more on weekends and before Christmas.
int likelihood(const calendar_day& day) {
    constexpr std::array<int, 7> of_weekdays{60, 55, 60, 65, 85, 100, 80};
    constexpr int november = 11;
    const int of_weekday = of_weekdays[static_cast<std::size_t>(day.day_of_week)];
    return day.month >= november ? of_weekday : of_weekday * 7 / 10;
}

struct sale {
    int channel;
    demo_party party;
    int index;
    int min_units;
    int max_units;
};

// Of 100 orders 30 are of the web shop, 55 of stores and 15 of resellers.
sale draw_sale(random_stream& random, int stores) {
    const std::uint32_t share = random.below(100);
    if (share < 30) {
        return {online, demo_party::customer, random.between(0, int{order_customers.size()} - 1), 1, 3};
    }
    if (share < 85) {
        const int store = random.between(0, stores - 1);
        return {channel_of_demo_store(store), demo_party::store, store, 1, 6};
    }
    const int reseller = random.between(0, int{order_resellers.size()} - 1);
    return {order_resellers[static_cast<std::size_t>(reseller)].channel, demo_party::reseller, reseller, 10,
            60};
}

std::int64_t price_in(int channel, int product) {
    const order_product& sold = order_products[static_cast<std::size_t>(product)];
    const bool is_direct = order_channels[static_cast<std::size_t>(channel)].category == 0;
    return is_direct ? sold.retail_cents : sold.wholesale_cents;
}

}  // namespace

void check_demo_order_settings(const demo_order_settings& settings) {
    if (settings.lines < 1 || settings.lines > max_demo_lines) {
        throw std::invalid_argument{
            fmt::format("lines must be from 1 to {}, not {}", max_demo_lines, settings.lines)};
    }
    check_demo_settings(chain_settings(settings));
    for (const auto& [argument, day] :
         {std::pair{"start_date", settings.first}, std::pair{"end_date", settings.last}}) {
        if (day < first_demo_order_day || day > last_demo_order_day) {
            throw std::invalid_argument{fmt::format("{} must be from {} to {}, not {}", argument,
                                                    iso_date(first_demo_order_day),
                                                    iso_date(last_demo_order_day), iso_date(day))};
        }
    }
}

int channel_of_demo_store(int store) noexcept {
    return store % 3 == 2 ? outlet : high_street;
}

demo_orders::demo_orders(const demo_order_settings& settings) : settings_{settings} {
    check_demo_order_settings(settings);
    days_ = demo_days(chain_settings(settings));
}

// The prime is above the longest range, so that its multiples reach every day.
std::chrono::sys_days demo_orders::day_of(int content) const {
    constexpr std::int64_t step = 7919;
    static_assert(step > max_demo_days);
    if (content < days_) {
        return settings_.first + std::chrono::days{static_cast<int>(content * step % days_)};
    }
    random_stream random = stream(settings_.seed, for_order_day, static_cast<std::uint64_t>(content));
    while (true) {
        const std::chrono::sys_days day = settings_.first + std::chrono::days{random.between(0, days_ - 1)};
        if (random.between(0, 99) < likelihood(describe_day(day))) {
            return day;
        }
    }
}

demo_order demo_orders::order(int number) const {
    constexpr int repeat_every = 29;
    if (number < 0 || number >= settings_.lines) {
        throw std::out_of_range{fmt::format("order {} is not one of {}", number, settings_.lines)};
    }
    const int repeats = number / repeat_every + (number % repeat_every == repeat_every - 1 ? 1 : 0);
    const int content = number - repeats;
    random_stream random = stream(settings_.seed, for_order, static_cast<std::uint64_t>(content));
    const sale drawn = draw_sale(random, settings_.stores);
    const int products = int{order_products.size()};
    const int product = std::min(random.between(0, products - 1), random.between(0, products - 1));
    const int quantity = random.between(drawn.min_units, drawn.max_units);
    return {day_of(content),
            drawn.channel,
            drawn.party,
            drawn.index,
            product,
            quantity,
            quantity * price_in(drawn.channel, product)};
}

}  // namespace forecast_warehouse::core
