// The chains of demo data that the tests read, and the slow way to a price.
#pragma once

#include <algorithm>
#include <functional>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "core/demo/demo.hpp"
#include "day.hpp"

namespace forecast_warehouse::core {

using std::chrono::days;
using std::chrono::sys_days;

inline demo_settings settings_of(int stores, int products, sys_days first, sys_days last,
                                 std::uint64_t seed = 42) {
    return {.stores = stores, .products = products, .first = first, .last = last, .seed = seed};
}

// The chain that SQL's defaults make over two years.
inline demo_settings default_settings() {
    return settings_of(10, 50, day(2024, 1, 1), day(2025, 12, 31));
}

// Whether a price ends as shops print it.
inline bool is_printed(std::int64_t cents) {
    if (cents < 200) {
        return cents % 10 == 9;
    }
    return cents < 2000 ? cents % 50 == 49 : cents % 100 == 99;
}

inline std::vector<bool> no_holidays(const demo_settings& settings) {
    return std::vector<bool>(static_cast<std::size_t>(demo_days(settings)));
}

// Six single holidays a year, and two in a row.
inline std::vector<bool> some_holidays(const demo_settings& settings) {
    const std::set<std::pair<unsigned, unsigned>> dates{{1, 1},  {4, 19},  {5, 1},   {7, 4},
                                                        {10, 9}, {11, 28}, {12, 25}, {12, 26}};
    std::vector<bool> result;
    for (sys_days date = settings.first; date <= settings.last; date += days{1}) {
        const std::chrono::year_month_day parts{date};
        result.push_back(dates.contains({unsigned{parts.month()}, unsigned{parts.day()}}));
    }
    return result;
}

// A whole chain in memory. Only tests need it.
struct demo_chain {
    explicit demo_chain(const demo_settings& settings) : demo_chain{settings, some_holidays(settings)} {}

    demo_chain(const demo_settings& settings, std::vector<bool> holidays)
        : is_holiday{std::move(holidays)}, data{settings, is_holiday} {
        for (int i = 0; i < settings.stores; ++i) {
            stores.push_back(data.store(i));
        }
        for (int i = 0; i < settings.products; ++i) {
            products.push_back(data.product(i));
            data.prices(i, prices.emplace_back());
            data.promotions(i, promotions.emplace_back());
        }
        for (std::size_t i = 0; i < data.series(); ++i) {
            data.series_days(i, series.emplace_back());
        }
    }

    std::vector<bool> is_holiday;
    demo_data data;
    std::vector<demo_store> stores;
    std::vector<demo_product> products;
    std::vector<std::vector<demo_price>> prices;          // by product
    std::vector<std::vector<demo_promotion>> promotions;  // by product
    std::vector<std::vector<demo_day>> series;
};

// The default chain. It is made once for all tests.
inline const demo_chain& default_chain() {
    static const demo_chain chain{default_settings()};
    return chain;
}

inline bool is_slow(int product) {
    return product % 10 == 3 || product % 10 == 7;
}

inline bool is_fresh(int product) {
    return product % 10 == 8;
}

inline bool is_regular(int product) {
    return !is_slow(product) && !is_fresh(product);
}

inline bool in_force(const demo_price& price, sys_days date) {
    return price.valid_from <= date && (!price.valid_to || date <= *price.valid_to);
}

// The price in force by the rule of price_asof, by a search of all prices. No value when there is none.
inline std::optional<std::int64_t> price_in_force(const demo_chain& chain, const demo_day& row) {
    std::optional<std::int64_t> found;
    for (const demo_price& price : chain.prices[static_cast<std::size_t>(row.product)]) {
        if (in_force(price, row.date) && price.store == row.store) {
            return price.price_cents;
        }
        if (in_force(price, row.date) && price.store == chain_wide) {
            found = price.price_cents;
        }
    }
    return found;
}

// The price after the best promotion in force, by a search of all promotions.
inline std::int64_t best_price(const demo_chain& chain, const demo_day& row, std::int64_t price) {
    std::int64_t best = price;
    for (const demo_promotion& promotion : chain.promotions[static_cast<std::size_t>(row.product)]) {
        if ((promotion.store == chain_wide || promotion.store == row.store) && promotion.start <= row.date &&
            row.date <= promotion.end) {
            best = std::min(best, discounted_cents(promotion, price));
        }
    }
    return best;
}

// Whether a holiday changes the demand of a day: a holiday, or one of the two days before it.
inline bool near_holiday(const demo_chain& chain, std::size_t index) {
    for (std::size_t i = index; i < std::min(index + 3, chain.is_holiday.size()); ++i) {
        if (chain.is_holiday[i]) {
            return true;
        }
    }
    return false;
}

inline std::size_t index_of(const demo_chain& chain, const demo_day& row) {
    return static_cast<std::size_t>((row.date - chain.data.settings().first).count());
}

// Every row of every series, in order.
inline void for_each_row(const demo_chain& chain, const std::function<void(const demo_day&)>& visit) {
    for (const auto& series : chain.series) {
        std::for_each(series.begin(), series.end(), visit);
    }
}

// A running mean.
struct mean {
    double sum = 0;
    double count = 0;
    void add(double value) {
        sum += value;
        ++count;
    }
    [[nodiscard]] double value() const { return sum / count; }
};

}  // namespace forecast_warehouse::core
