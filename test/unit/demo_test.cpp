#include "core/demo/demo.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "core/calendar.hpp"
#include "core/demo/demo_fixed.hpp"
#include "day.hpp"

namespace forecast_warehouse::core {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

demo_settings settings_of(int stores, int products, sys_days first, sys_days last, std::uint64_t seed = 42) {
    return {.stores = stores, .products = products, .first = first, .last = last, .seed = seed};
}

// The chain that SQL's defaults make over two years.
demo_settings default_settings() {
    return settings_of(10, 50, day(2024, 1, 1), day(2025, 12, 31));
}

std::vector<bool> no_holidays(const demo_settings& settings) {
    return std::vector<bool>(static_cast<std::size_t>(demo_days(settings)));
}

// Six holidays a year that stand alone, and two in a row.
std::vector<bool> some_holidays(const demo_settings& settings) {
    const std::set<std::pair<unsigned, unsigned>> dates{{1, 1},  {4, 19},  {5, 1},   {7, 4},
                                                        {10, 9}, {11, 28}, {12, 25}, {12, 26}};
    std::vector<bool> result;
    for (sys_days date = settings.first; date <= settings.last; date += days{1}) {
        const std::chrono::year_month_day parts{date};
        result.push_back(dates.contains({unsigned{parts.month()}, unsigned{parts.day()}}));
    }
    return result;
}

// A whole chain in memory, which only a test needs.
struct whole_chain {
    explicit whole_chain(const demo_settings& settings) : whole_chain{settings, some_holidays(settings)} {}

    whole_chain(const demo_settings& settings, std::vector<bool> holidays)
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

// The default chain, made once: making it is cheap, but not for every test.
const whole_chain& default_chain() {
    static const whole_chain chain{default_settings()};
    return chain;
}

bool is_slow(int product) {
    return product % 10 == 3 || product % 10 == 7;
}

bool is_fresh(int product) {
    return product % 10 == 8;
}

bool is_regular(int product) {
    return !is_slow(product) && !is_fresh(product);
}

bool in_force(const demo_price& price, sys_days date) {
    return price.valid_from <= date && (!price.valid_to || date <= *price.valid_to);
}

// The price in force by the rule of price_asof, looked up the slow way; none when there is none.
std::optional<std::int64_t> price_in_force(const whole_chain& chain, const demo_day& row) {
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

// The price after the best promotion in force, looked up the slow way.
std::int64_t best_price(const whole_chain& chain, const demo_day& row, std::int64_t price) {
    std::int64_t best = price;
    for (const demo_promotion& promotion : chain.promotions[static_cast<std::size_t>(row.product)]) {
        if ((promotion.store == chain_wide || promotion.store == row.store) && promotion.start <= row.date &&
            row.date <= promotion.end) {
            best = std::min(best, discounted_cents(promotion, price));
        }
    }
    return best;
}

// Whether a holiday moves the demand of a place in the range: on it or in the two days before one.
bool near_holiday(const whole_chain& chain, std::size_t place) {
    for (std::size_t i = place; i < std::min(place + 3, chain.is_holiday.size()); ++i) {
        if (chain.is_holiday[i]) {
            return true;
        }
    }
    return false;
}

std::size_t place_of(const whole_chain& chain, const demo_day& row) {
    return static_cast<std::size_t>((row.date - chain.data.settings().first).count());
}

// Every row of every series, in order.
void for_each_row(const whole_chain& chain, const std::function<void(const demo_day&)>& visit) {
    for (const auto& series : chain.series) {
        std::for_each(series.begin(), series.end(), visit);
    }
}

// A running mean, so that a property can be measured in one pass.
struct mean {
    double sum = 0;
    double count = 0;
    void add(double value) {
        sum += value;
        ++count;
    }
    [[nodiscard]] double value() const { return sum / count; }
};

// ---- Fixed-point arithmetic, against floating point

TEST(demo_fixed, powers_are_right_to_a_fifty_thousandth) {
    for (demo_model::doublings x = -20 * 65536; x <= 20 * 65536; x += 997) {
        const double expected = std::exp2(x / 65536.0) * 0x1p40;
        ASSERT_NEAR(static_cast<double>(demo_model::exp2_fixed(x, 40)), expected, expected * 2e-5 + 1) << x;
    }
    EXPECT_EQ(demo_model::exp2_fixed(0, 16), 65536U);
    EXPECT_EQ(demo_model::exp2_fixed(3 * 65536, 0), 8U);
    EXPECT_EQ(demo_model::exp2_fixed(-200 * 65536, 16), 0U);
}

TEST(demo_fixed, logarithms_are_right_to_a_step) {
    for (std::uint64_t value = 1; value < (1ULL << 62U); value += value / 7 + 1) {
        const double expected = std::log2(static_cast<double>(value)) * 65536;
        ASSERT_NEAR(demo_model::log2_fixed(value), expected, 1.01) << value;
    }
    EXPECT_EQ(demo_model::log2_fixed(1), 0);
    EXPECT_EQ(demo_model::log2_fixed(1024), 10 * 65536);
    EXPECT_EQ(demo_model::effect(100), 0);
    EXPECT_EQ(demo_model::effect(200), 65536);
    EXPECT_EQ(demo_model::effect(50), -65536);
}

TEST(demo_fixed, sines_are_right_to_a_sixth_of_a_percent) {
    constexpr double turn = 6.283185307179586;
    for (int phase = -131072; phase <= 131072; phase += 7) {
        ASSERT_NEAR(demo_model::sine(phase) / 65536.0, std::sin(phase / 65536.0 * turn), 0.0017) << phase;
    }
}

// Mean and variance are both the mean's, and a count of 0 is as frequent as exp(-mean), give or take the one
// in ten thousand by which a normal deviate differs.
TEST(demo_fixed, counts_are_spread_as_poisson_says) {
    constexpr int draws = 100000;
    for (const double wanted : {0.05, 0.7, 3.0, 15.9, 16.1, 90.0, 1500.0}) {
        const auto log_mean = static_cast<demo_model::doublings>(std::lround(std::log2(wanted) * 65536));
        random_stream random = stream(1, static_cast<std::uint64_t>(wanted * 100));
        double sum = 0;
        double squares = 0;
        int zeros = 0;
        for (int i = 0; i < draws; ++i) {
            const int count = demo_model::draw_count(log_mean, random);
            ASSERT_GE(count, 0);
            sum += count;
            squares += (count - wanted) * (count - wanted);
            zeros += count == 0 ? 1 : 0;
        }
        EXPECT_NEAR(sum / draws, wanted, 5 * std::sqrt(wanted / draws));
        EXPECT_NEAR(squares / draws / wanted, 1, 5 * std::sqrt((2 + 1 / wanted) / draws));
        EXPECT_NEAR(zeros, draws * std::exp(-wanted),
                    5 * std::sqrt(draws * std::exp(-wanted)) + draws / 10000.0);
    }
}

TEST(demo_fixed, a_mean_next_to_nothing_counts_nothing) {
    random_stream random{1};
    for (int i = 0; i < 1000; ++i) {
        ASSERT_EQ(demo_model::draw_count(-60 * 65536, random), 0);
    }
}

// ---- Settings

// What check_demo_settings says of settings that it refuses; the constructor must refuse them as well.
std::string refusal_of(const demo_settings& settings) {
    EXPECT_THROW(demo_data(settings, {}), std::invalid_argument);
    try {
        check_demo_settings(settings);
    } catch (const std::invalid_argument& error) {
        return error.what();
    }
    return "accepted";
}

TEST(demo_settings, refuse_counts_outside_their_limits) {
    const sys_days date = day(2024, 1, 1);
    EXPECT_EQ(refusal_of(settings_of(0, 1, date, date)), "stores must be from 1 to 10000, not 0");
    EXPECT_EQ(refusal_of(settings_of(-7, 1, date, date)), "stores must be from 1 to 10000, not -7");
    EXPECT_EQ(refusal_of(settings_of(10001, 1, date, date)), "stores must be from 1 to 10000, not 10001");
    EXPECT_EQ(refusal_of(settings_of(1, 0, date, date)), "products must be from 1 to 100000, not 0");
    EXPECT_EQ(refusal_of(settings_of(1, 100001, date, date)),
              "products must be from 1 to 100000, not 100001");
}

TEST(demo_settings, refuse_ranges_that_are_reversed_too_long_or_unsupported) {
    const sys_days date = day(2024, 1, 1);
    EXPECT_EQ(refusal_of(settings_of(1, 1, date, date - days{1})),
              "end_date \"2023-12-31\" is before start_date \"2024-01-01\"");
    EXPECT_EQ(refusal_of(settings_of(1, 1, date, date + days{3660})),
              "start_date and end_date must be at most 3660 days apart, both included: "
              "2024-01-01 to 2034-01-08 is 3661");
    EXPECT_EQ(refusal_of(settings_of(1, 1, first_supported_day - days{1}, date)),
              "start_date must be from 0001-01-01 to 9999-12-31");
    EXPECT_EQ(refusal_of(settings_of(1, 1, date, last_supported_day + days{1})),
              "end_date must be from 0001-01-01 to 9999-12-31");
}

TEST(demo_settings, accept_their_limits) {
    const sys_days date = day(2024, 1, 1);
    EXPECT_NO_THROW(check_demo_settings(settings_of(1, 1, date, date)));
    EXPECT_NO_THROW(check_demo_settings(settings_of(10000, 100000, date, date + days{3659})));
    EXPECT_EQ(demo_days(settings_of(1, 1, date, date + days{3659})), 3660);
    EXPECT_EQ(demo_days(settings_of(1, 1, date, date)), 1);
}

TEST(demo_settings, refuse_holidays_that_do_not_fit_the_range) {
    const demo_settings settings = default_settings();
    EXPECT_THROW(demo_data(settings, std::vector<bool>(730)), std::invalid_argument);
    EXPECT_THROW(demo_data(settings, std::vector<bool>(732)), std::invalid_argument);
    EXPECT_NO_THROW(demo_data(settings, std::vector<bool>(731)));
}

TEST(demo_settings, refuse_indexes_that_are_not_there) {
    const demo_data& data = default_chain().data;
    std::vector<demo_price> prices;
    std::vector<demo_promotion> promotions;
    std::vector<demo_day> rows;
    EXPECT_THROW((void)data.store(10), std::out_of_range);
    EXPECT_THROW((void)data.store(-1), std::out_of_range);
    EXPECT_THROW((void)data.product(50), std::out_of_range);
    EXPECT_THROW(data.prices(50, prices), std::out_of_range);
    EXPECT_THROW(data.promotions(-1, promotions), std::out_of_range);
    EXPECT_THROW(data.series_days(500, rows), std::out_of_range);
    EXPECT_EQ(data.series(), 500U);
}

// ---- Stores and products

TEST(demo_stores, have_unique_codes_and_texts_that_fit) {
    const demo_data data{settings_of(10000, 1, day(2024, 1, 1), day(2024, 1, 1)), {false}};
    std::set<std::string> codes;
    std::set<std::string> names;
    for (int i = 0; i < 10000; ++i) {
        const demo_store store = data.store(i);
        codes.insert(store.code);
        names.insert(store.name);
        ASSERT_LE(store.code.size(), 20U);
        ASSERT_LE(store.name.size(), 100U);
        ASSERT_LE(store.region.size(), 50U);
        ASSERT_LE(store.city.size(), 50U);
        ASSERT_LE(store.store_type.size(), 30U);
        ASSERT_FALSE(store.name.empty() || store.region.empty() || store.city.empty() ||
                     store.store_type.empty());
    }
    EXPECT_EQ(codes.size(), 10000U);
    EXPECT_EQ(names.size(), 10000U);
    EXPECT_EQ(data.store(0).code, "S001");
    EXPECT_EQ(data.store(9999).code, "S10000");
}

TEST(demo_stores, are_of_three_types_in_five_regions) {
    std::set<std::string> types;
    std::set<std::string> regions;
    for (const demo_store& store : default_chain().stores) {
        types.insert(store.store_type);
        regions.insert(store.region);
    }
    EXPECT_EQ(types, (std::set<std::string>{"Express", "Hypermarket", "Supermarket"}));
    EXPECT_EQ(regions, (std::set<std::string>{"Central", "East", "North", "South", "West"}));
}

TEST(demo_stores, sell_as_much_as_their_type_is_big) {
    const whole_chain& chain = default_chain();
    std::map<std::string, mean> sold;
    for_each_row(chain, [&](const demo_day& row) {
        sold[chain.stores[static_cast<std::size_t>(row.store)].store_type].add(row.quantity);
    });
    EXPECT_GT(sold["Hypermarket"].value(), 1.4 * sold["Supermarket"].value());
    EXPECT_GT(sold["Supermarket"].value(), 1.4 * sold["Express"].value());
}

// Whether a price ends as shops print it.
bool is_printed(std::int64_t cents) {
    if (cents < 200) {
        return cents % 10 == 9;
    }
    return cents < 2000 ? cents % 50 == 49 : cents % 100 == 99;
}

TEST(demo_products, have_unique_skus_texts_that_fit_and_a_margin) {
    const demo_data data{settings_of(1, 100000, day(2024, 1, 1), day(2024, 1, 1)), {false}};
    std::set<std::string> skus;
    for (int i = 0; i < 100000; ++i) {
        const demo_product product = data.product(i);
        skus.insert(product.sku);
        ASSERT_LE(product.sku.size(), 50U);
        ASSERT_LE(product.name.size(), 200U);
        ASSERT_LE(product.category.size(), 100U);
        ASSERT_LE(product.brand.size(), 100U);
        ASSERT_EQ(product.name.find(product.brand), 0U) << product.name;
        ASSERT_TRUE(is_printed(product.base_price_cents)) << product.base_price_cents;
        ASSERT_GE(product.base_price_cents, 79);
        ASSERT_LE(product.base_price_cents, 2999);
        ASSERT_GT(product.base_cost_cents, 0);
        ASSERT_LT(product.base_cost_cents, product.base_price_cents);
    }
    EXPECT_EQ(skus.size(), 100000U);
    EXPECT_EQ(data.product(0).sku, "P00001");
}

TEST(demo_products, come_in_eight_categories_with_four_brands_each) {
    const demo_data data{settings_of(1, 400, day(2024, 1, 1), day(2024, 1, 1)), {false}};
    std::map<std::string, std::set<std::string>> brands;
    for (int i = 0; i < 400; ++i) {
        brands[data.product(i).category].insert(data.product(i).brand);
    }
    EXPECT_EQ(brands.size(), 8U);
    for (const auto& [category, names] : brands) {
        EXPECT_EQ(names.size(), 4U) << category;
    }
}

// ---- Prices and promotions

TEST(demo_prices, cover_every_day_of_a_product_chain_wide_without_a_gap) {
    const whole_chain& chain = default_chain();
    std::size_t changes = 0;
    for (std::size_t i = 0; i < chain.products.size(); ++i) {
        sys_days next = chain.products[i].launch;
        std::int64_t before = 0;
        bool open = false;
        for (const demo_price& price : chain.prices[i]) {
            if (price.store == chain_wide) {
                ASSERT_FALSE(open);
                ASSERT_EQ(price.valid_from, next);
                ASSERT_NE(price.price_cents, before);
                changes += before != 0 ? 1U : 0U;
                before = price.price_cents;
                open = !price.valid_to.has_value();
                next = price.valid_to.value_or(next) + days{1};
            }
        }
        ASSERT_TRUE(open) << chain.products[i].sku;
    }
    EXPECT_GT(changes, 2 * chain.products.size());
}

TEST(demo_prices, of_one_product_and_store_never_overlap) {
    const whole_chain& chain = default_chain();
    int store_windows = 0;
    for (std::size_t i = 0; i < chain.products.size(); ++i) {
        const demo_price* before = nullptr;
        for (const demo_price& price : chain.prices[i]) {
            ASSERT_EQ(price.product, static_cast<int>(i));
            ASSERT_GE(price.valid_from, chain.products[i].launch);
            ASSERT_LE(price.valid_from, chain.data.settings().last);
            ASSERT_TRUE(!price.valid_to || *price.valid_to >= price.valid_from);
            ASSERT_TRUE(is_printed(price.price_cents)) << price.price_cents;
            if (before != nullptr && before->store == price.store) {
                ASSERT_TRUE(before->valid_to && *before->valid_to < price.valid_from);
            } else {
                ASSERT_TRUE(before == nullptr || before->store < price.store);
            }
            store_windows += price.store != chain_wide ? 1 : 0;
            before = &price;
        }
    }
    EXPECT_GT(store_windows, 50);
}

TEST(demo_promotions, have_one_discount_and_stay_inside_the_life_of_a_product) {
    const whole_chain& chain = default_chain();
    int percentages = 0;
    int amounts = 0;
    for (std::size_t i = 0; i < chain.products.size(); ++i) {
        for (const demo_promotion& promotion : chain.promotions[i]) {
            ASSERT_EQ(promotion.product, static_cast<int>(i));
            ASSERT_NE(promotion.discount_bp.has_value(), promotion.discount_cents.has_value());
            ASSERT_TRUE(!promotion.discount_bp ||
                        (*promotion.discount_bp >= 1000 && *promotion.discount_bp <= 4000));
            ASSERT_TRUE(!promotion.discount_cents ||
                        (*promotion.discount_cents > 0 &&
                         *promotion.discount_cents * 2 < chain.products[i].base_price_cents));
            ASSERT_GE(promotion.start, chain.products[i].launch);
            ASSERT_LE(promotion.start, promotion.end);
            ASSERT_LE(promotion.end, chain.data.settings().last);
            ASSERT_LE(promotion.name.size(), 200U);
            percentages += promotion.discount_bp ? 1 : 0;
            amounts += promotion.discount_cents ? 1 : 0;
        }
    }
    EXPECT_GT(percentages, 500);
    EXPECT_GT(amounts, 50);
}

// Stronger than the load's rule, which allows windows of two names to overlap.
TEST(demo_promotions, of_one_product_and_store_never_overlap_and_have_names_of_their_own) {
    const whole_chain& chain = default_chain();
    int chain_windows = 0;
    int store_windows = 0;
    for (const auto& promotions : chain.promotions) {
        std::set<std::pair<int, std::string>> names;
        for (std::size_t i = 0; i < promotions.size(); ++i) {
            ASSERT_TRUE(names.emplace(promotions[i].store, promotions[i].name).second);
            if (i > 0 && promotions[i - 1].store == promotions[i].store) {
                ASSERT_LT(promotions[i - 1].end, promotions[i].start);
            } else {
                ASSERT_TRUE(i == 0 || promotions[i - 1].store < promotions[i].store);
            }
            (promotions[i].store == chain_wide ? chain_windows : store_windows)++;
        }
    }
    EXPECT_GT(chain_windows, 200);
    EXPECT_GT(store_windows, 200);
}

TEST(demo_promotions, round_half_cents_up_and_stop_at_zero) {
    demo_promotion promotion{};
    EXPECT_EQ(discounted_cents(promotion, 199), 199);
    promotion.discount_bp = 1500;
    EXPECT_EQ(discounted_cents(promotion, 199), 169);  // 169.15
    EXPECT_EQ(discounted_cents(promotion, 10), 9);     // 8.5
    EXPECT_EQ(discounted_cents(promotion, 0), 0);
    promotion.discount_bp = 10000;
    EXPECT_EQ(discounted_cents(promotion, 199), 0);
    promotion.discount_bp.reset();
    promotion.discount_cents = 50;
    EXPECT_EQ(discounted_cents(promotion, 199), 149);
    EXPECT_EQ(discounted_cents(promotion, 49), 0);
}

// ---- Rows

TEST(demo_rows, stand_for_every_day_from_launch_to_the_end) {
    const whole_chain& chain = default_chain();
    ASSERT_EQ(chain.series.size(), 500U);
    for (std::size_t i = 0; i < chain.series.size(); ++i) {
        const auto& rows = chain.series[i];
        const demo_product& product = chain.products[i % 50];
        ASSERT_EQ(rows.size(), static_cast<std::size_t>((day(2025, 12, 31) - product.launch).count()) + 1);
        for (std::size_t j = 0; j < rows.size(); ++j) {
            ASSERT_EQ(rows[j].date, product.launch + days{j});
            ASSERT_EQ(rows[j].store, static_cast<int>(i / 50));
            ASSERT_EQ(rows[j].product, static_cast<int>(i % 50));
        }
    }
}

TEST(demo_rows, hold_amounts_that_fit_together) {
    std::int64_t sold = 0;
    for_each_row(default_chain(), [&](const demo_day& row) {
        ASSERT_GE(row.quantity, 0);
        ASSERT_GE(row.demand, row.quantity);
        ASSERT_GE(row.on_hand, 0);
        ASSERT_GE(row.on_order, 0);
        ASSERT_GT(row.unit_price_cents, 0);
        ASSERT_EQ(row.total_cents, row.quantity * row.unit_price_cents);
        ASSERT_LT(row.total_cents, 10'000'000'000);  // numeric(12,2) holds 9999999999.99
        sold += row.quantity;
    });
    EXPECT_GT(sold, 1'000'000);
}

TEST(demo_rows, cost_the_price_in_force_less_the_best_promotion) {
    const whole_chain& chain = default_chain();
    int store_priced = 0;
    int promoted = 0;
    int contested = 0;
    for (std::size_t i = 0; i < chain.series.size(); i += 3) {
        for (const demo_day& row : chain.series[i]) {
            const std::optional<std::int64_t> price = price_in_force(chain, row);
            ASSERT_TRUE(price.has_value()) << iso_date(row.date);
            ASSERT_EQ(row.unit_price_cents, best_price(chain, row, *price)) << iso_date(row.date);
            const auto& prices = chain.prices[static_cast<std::size_t>(row.product)];
            const auto& promotions = chain.promotions[static_cast<std::size_t>(row.product)];
            store_priced += std::any_of(prices.begin(), prices.end(), [&](const demo_price& window) {
                return window.store == row.store && in_force(window, row.date);
            });
            promoted += row.unit_price_cents < *price ? 1 : 0;
            contested +=
                std::count_if(promotions.begin(), promotions.end(), [&](const demo_promotion& window) {
                    return (window.store == row.store || window.store == chain_wide) &&
                           window.start <= row.date && row.date <= window.end;
                }) > 1;
        }
    }
    EXPECT_GT(store_priced, 1000);
    EXPECT_GT(promoted, 5000);
    EXPECT_GT(contested, 100);
}

// ---- Demand

TEST(demo_demand, follows_the_week) {
    const whole_chain& chain = default_chain();
    std::map<std::string, std::array<double, 7>> sold;
    for_each_row(chain, [&](const demo_day& row) {
        sold[chain.stores[static_cast<std::size_t>(row.store)].store_type].at(
            static_cast<std::size_t>(describe_day(row.date).day_of_week)) += row.quantity;
    });
    EXPECT_NEAR(sold["Supermarket"][5] / sold["Supermarket"][1], 1.46 / 0.82, 0.15);
    EXPECT_NEAR(sold["Hypermarket"][5] / sold["Hypermarket"][1], 1.68 / 0.74, 0.2);
    EXPECT_NEAR(sold["Express"][6] / sold["Express"][0], 0.80 / 1.04, 0.08);
}

// Demand in some months against others, of the categories that are not new in the range.
double season_ratio(const std::string& category, const std::set<int>& high, const std::set<int>& low) {
    const whole_chain& chain = default_chain();
    mean in_high;
    mean in_low;
    for_each_row(chain, [&](const demo_day& row) {
        const demo_product& product = chain.products[static_cast<std::size_t>(row.product)];
        const int month = describe_day(row.date).month;
        if (product.category != category || !is_regular(row.product) ||
            near_holiday(chain, place_of(chain, row))) {
            return;
        }
        if (high.contains(month)) {
            in_high.add(row.demand);
        } else if (low.contains(month)) {
            in_low.add(row.demand);
        }
    });
    return in_high.value() / in_low.value();
}

TEST(demo_demand, follows_the_year_of_its_category) {
    EXPECT_GT(season_ratio("Garden", {5, 6}, {10, 11, 12}), 2.2);
    EXPECT_GT(season_ratio("Beverages", {6, 7, 8}, {12, 1, 2}), 1.3);
    EXPECT_GT(season_ratio("Frozen", {6, 7, 8}, {12, 1, 2}), 1.3);
    EXPECT_GT(season_ratio("Confectionery", {11, 12, 1}, {5, 6, 7}), 1.5);
    EXPECT_NEAR(season_ratio("Household", {3, 4, 5}, {9, 10, 11}), 1.1, 0.15);
}

// Ten years over each other: some products grow, some shrink, the chain grows.
TEST(demo_demand, has_trends_up_and_down) {
    const whole_chain chain{settings_of(5, 30, day(2015, 1, 1), day(2024, 12, 31))};
    std::vector<double> first(30);
    std::vector<double> last(30);
    for_each_row(chain, [&](const demo_day& row) {
        const int year = describe_day(row.date).year;
        if (is_regular(row.product) && year == 2015) {
            first[static_cast<std::size_t>(row.product)] += row.demand;
        } else if (is_regular(row.product) && year == 2024) {
            last[static_cast<std::size_t>(row.product)] += row.demand;
        }
    });
    int growing = 0;
    int shrinking = 0;
    mean growth;
    for (std::size_t i = 0; i < first.size(); ++i) {
        if (first[i] > 0) {
            growing += last[i] > 1.5 * first[i] ? 1 : 0;
            shrinking += last[i] < 0.9 * first[i] ? 1 : 0;
            growth.add(std::log(last[i] / first[i]) / 9);
        }
    }
    EXPECT_EQ(growth.count, 21);
    EXPECT_GE(growing, 5);
    EXPECT_GE(shrinking, 2);
    EXPECT_GT(growth.value(), 0.02);
    EXPECT_LT(growth.value(), 0.10);
}

// The same chain with and without holidays: only the days at holidays differ.
TEST(demo_demand, rises_at_holidays_and_nowhere_else) {
    const whole_chain& with = default_chain();
    const whole_chain without{default_settings(), no_holidays(default_settings())};
    std::array<double, 3> lifted{};  // by days to the next holiday
    std::array<double, 3> plain{};
    for (std::size_t i = 0; i < with.series.size(); ++i) {
        for (std::size_t j = 0; j < with.series[i].size(); ++j) {
            const demo_day& row = with.series[i][j];
            const std::size_t place = place_of(with, row);
            if (!near_holiday(with, place)) {
                ASSERT_EQ(row.demand, without.series[i][j].demand) << iso_date(row.date);
                continue;
            }
            std::size_t ahead = 0;
            while (!with.is_holiday[place + ahead]) {
                ++ahead;
            }
            lifted.at(ahead) += row.demand;
            plain.at(ahead) += without.series[i][j].demand;
        }
    }
    EXPECT_NEAR(lifted[0] / plain[0], 1.37, 0.1);
    EXPECT_NEAR(lifted[1] / plain[1], 1.55, 0.1);
    EXPECT_NEAR(lifted[2] / plain[2], 1.17, 0.08);
}

// What a regular series wants on a day against its same weekdays one and two weeks away at the same list
// price without promotion; none when fewer than two such days are there.
std::optional<double> against_matched_days(const whole_chain& chain, const std::vector<demo_day>& rows,
                                           std::size_t at) {
    const std::optional<std::int64_t> list = price_in_force(chain, rows[at]);
    mean matched;
    for (const int shift : {-14, -7, 7, 14}) {
        const auto other = static_cast<std::int64_t>(at) + shift;
        if (other < 0 || other >= static_cast<std::int64_t>(rows.size())) {
            continue;
        }
        const demo_day& row = rows[static_cast<std::size_t>(other)];
        if (row.unit_price_cents == *list && price_in_force(chain, row) == list &&
            !near_holiday(chain, place_of(chain, row))) {
            matched.add(row.demand);
        }
    }
    return matched.count >= 2 ? std::optional{matched.value()} : std::nullopt;
}

TEST(demo_demand, rises_with_promotions_and_more_with_deep_ones) {
    const whole_chain& chain = default_chain();
    std::array<double, 2> lifted{};  // discounts up to 20%, above
    std::array<double, 2> matched{};
    for (const auto& rows : chain.series) {
        for (std::size_t i = 0; i < rows.size() && is_regular(rows[i].product); ++i) {
            const auto list = static_cast<double>(*price_in_force(chain, rows[i]));
            const double paid = static_cast<double>(rows[i].unit_price_cents) / list;
            const std::optional<double> plain = paid < 1 && !near_holiday(chain, place_of(chain, rows[i]))
                                                    ? against_matched_days(chain, rows, i)
                                                    : std::nullopt;
            if (plain) {
                lifted.at(paid < 0.8 ? 1 : 0) += rows[i].demand;
                matched.at(paid < 0.8 ? 1 : 0) += *plain;
            }
        }
    }
    ASSERT_GT(matched[0], 10000);
    ASSERT_GT(matched[1], 10000);
    EXPECT_NEAR(lifted[0] / matched[0], 1.65, 0.2);
    EXPECT_NEAR(lifted[1] / matched[1], 2.4, 0.4);
}

// Demand over four weeks before and after each change of a chain-wide price, on the same weekdays, where
// neither day has a promotion, a holiday or a store's own price. By direction: 0 down, 1 up.
struct price_response {
    std::array<double, 2> before{};
    std::array<double, 2> after{};
    std::array<mean, 2> price_change;  // logarithms
};

void measure_change(const whole_chain& chain, const std::vector<demo_day>& rows, const demo_price& from,
                    const demo_price& to, price_response& result) {
    const auto at = static_cast<std::size_t>((to.valid_from - rows.front().date).count());
    const std::size_t direction = to.price_cents > from.price_cents ? 1 : 0;
    for (std::size_t i = at; i < std::min(at + 28, rows.size()); ++i) {
        const demo_day& early = rows[i - 28];
        if (early.unit_price_cents == from.price_cents && rows[i].unit_price_cents == to.price_cents &&
            !near_holiday(chain, place_of(chain, early)) && !near_holiday(chain, place_of(chain, rows[i]))) {
            result.before.at(direction) += early.demand;
            result.after.at(direction) += rows[i].demand;
            result.price_change.at(direction).add(
                std::log(static_cast<double>(to.price_cents) / static_cast<double>(from.price_cents)));
        }
    }
}

TEST(demo_demand, falls_when_prices_rise_and_rises_when_they_fall) {
    const whole_chain& chain = default_chain();
    price_response response;
    for (const auto& rows : chain.series) {
        const auto& prices = chain.prices[static_cast<std::size_t>(rows.front().product)];
        for (std::size_t i = 1; i < prices.size() && is_regular(rows.front().product); ++i) {
            if (prices[i].store == chain_wide) {
                measure_change(chain, rows, prices[i - 1], prices[i], response);
            }
        }
    }
    const double down = response.after[0] / response.before[0];
    const double up = response.after[1] / response.before[1];
    EXPECT_GT(down, 1.1);
    EXPECT_LT(up, 0.9);
    EXPECT_NEAR(std::log(down) / response.price_change[0].value(), -1.7, 0.5);
    EXPECT_NEAR(std::log(up) / response.price_change[1].value(), -1.7, 0.5);
}

TEST(demo_demand, of_slow_products_is_rare_and_lumpy) {
    mean slow_zero;
    mean regular_zero;
    mean units_when_any;
    std::map<std::pair<int, int>, int> slow_sold;
    for_each_row(default_chain(), [&](const demo_day& row) {
        if (is_slow(row.product)) {
            slow_zero.add(row.quantity == 0 ? 1 : 0);
            slow_sold[{row.store, row.product}] += row.quantity;
            if (row.demand > 0) {
                units_when_any.add(row.demand);
            }
        } else if (is_regular(row.product)) {
            regular_zero.add(row.quantity == 0 ? 1 : 0);
        }
    });
    EXPECT_GT(slow_zero.value(), 0.75);
    EXPECT_LT(slow_zero.value(), 0.95);
    EXPECT_LT(regular_zero.value(), 0.1);
    EXPECT_NEAR(units_when_any.value(), 2.4, 0.2);  // two a buyer, and now and then two buyers
    for (const auto& [series, sold] : slow_sold) {
        EXPECT_GT(sold, 0) << series.first << ' ' << series.second;
    }
}

TEST(demo_demand, of_new_products_starts_in_mid_range_and_grows_into_its_level) {
    const whole_chain& chain = default_chain();
    mean first_fortnight;
    mean settled;
    int launched = 0;
    for (const auto& rows : chain.series) {
        const demo_product& product = chain.products[static_cast<std::size_t>(rows.front().product)];
        ASSERT_EQ(rows.front().date, product.launch);
        if (!is_fresh(rows.front().product)) {
            ASSERT_EQ(product.launch, day(2024, 1, 1));
            continue;
        }
        ++launched;
        ASSERT_GE(product.launch, day(2024, 1, 1) + days{182});
        ASSERT_LE(product.launch, day(2025, 12, 31) - days{182});
        for (std::size_t i = 0; i < 112; ++i) {
            if (i < 14) {
                first_fortnight.add(rows[i].demand);
            } else if (i >= 56) {
                settled.add(rows[i].demand);
            }
        }
    }
    EXPECT_EQ(launched, 50);
    EXPECT_LT(first_fortnight.value(), 0.65 * settled.value());
}

// What befalls a store moves all its products: even and odd products rise and fall together from one Tuesday
// to the next, though their prices and promotions have nothing in common.
TEST(demo_demand, of_one_store_moves_together) {
    const whole_chain& chain = default_chain();
    std::map<std::pair<int, sys_days>, std::array<double, 2>> totals;
    for_each_row(chain, [&](const demo_day& row) {
        if (is_regular(row.product) && describe_day(row.date).day_of_week == 1 &&
            !near_holiday(chain, place_of(chain, row))) {
            totals[{row.store, row.date}].at(static_cast<std::size_t>(row.product) % 2) += row.demand;
        }
    });
    double even_squares = 0;
    double odd_squares = 0;
    double products = 0;
    for (const auto& [key, total] : totals) {
        const auto next = totals.find({key.first, key.second + days{7}});
        if (next != totals.end()) {
            const double even = std::log(next->second[0] / total[0]);
            const double odd = std::log(next->second[1] / total[1]);
            even_squares += even * even;
            odd_squares += odd * odd;
            products += even * odd;
        }
    }
    EXPECT_GT(products / std::sqrt(even_squares * odd_squares), 0.3);
}

// ---- Stock

TEST(demo_stock, runs_out_exactly_when_demand_is_above_it) {
    mean stockouts;
    std::int64_t lost = 0;
    std::int64_t demand = 0;
    std::set<std::pair<int, int>> series;
    for_each_row(default_chain(), [&](const demo_day& row) {
        ASSERT_EQ(row.stockout, row.quantity < row.demand);
        if (row.stockout) {
            ASSERT_EQ(row.on_hand, 0);
            series.emplace(row.store, row.product);
        }
        stockouts.add(row.stockout ? 1 : 0);
        lost += row.demand - row.quantity;
        demand += row.demand;
    });
    EXPECT_GT(stockouts.value(), 0.01);
    EXPECT_LT(stockouts.value(), 0.06);
    EXPECT_GT(static_cast<double>(lost) / static_cast<double>(demand), 0.005);
    EXPECT_LT(static_cast<double>(lost) / static_cast<double>(demand), 0.05);
    EXPECT_GT(series.size(), 400U);
}

TEST(demo_stock, censors_sales) {
    const whole_chain& chain = default_chain();
    double sold = 0;
    double usual = 0;
    for (const auto& rows : chain.series) {
        for (std::size_t i = 14; i + 14 < rows.size() && is_regular(rows[i].product); ++i) {
            if (!rows[i].stockout) {
                continue;
            }
            mean same_weekday;
            for (const std::size_t other : {i - 14, i - 7, i + 7, i + 14}) {
                if (!rows[other].stockout) {
                    same_weekday.add(rows[other].quantity);
                }
            }
            if (same_weekday.count > 0) {
                sold += rows[i].quantity;
                usual += same_weekday.value();
            }
        }
    }
    ASSERT_GT(usual, 10000);
    EXPECT_LT(sold, 0.8 * usual);
}

// What comes in was on order the evening before, and nothing appears or vanishes on the way.
TEST(demo_stock, is_what_was_there_and_came_less_what_sold) {
    std::int64_t ordered_days = 0;
    std::int64_t received_days = 0;
    for (const auto& rows : default_chain().series) {
        for (std::size_t i = 1; i < rows.size(); ++i) {
            const int received = rows[i].on_hand + rows[i].quantity - rows[i - 1].on_hand;
            ASSERT_GE(received, 0);
            ASSERT_LE(received, rows[i - 1].on_order);
            const int ordered = rows[i].on_order - (rows[i - 1].on_order - received);
            ASSERT_GE(ordered, 0);
            received_days += received > 0 ? 1 : 0;
            ordered_days += ordered > 0 ? 1 : 0;
        }
        ASSERT_EQ(rows.front().on_hand + rows.front().quantity > 0, true);
    }
    EXPECT_GT(ordered_days, 50000);
    EXPECT_GT(received_days, 40000);
}

// An order is delivered after 2 to 6 days, one in 25 up to 12 days later: seen where nothing else is on
// order.
TEST(demo_stock, arrives_after_its_lead_time) {
    std::map<std::size_t, int> leads;
    int total = 0;
    for (const auto& rows : default_chain().series) {
        for (std::size_t i = 1; i < rows.size(); ++i) {
            if (rows[i - 1].on_order != 0 || rows[i].on_order == 0) {
                continue;
            }
            std::size_t lead = 1;
            while (i + lead < rows.size() &&
                   rows[i + lead].on_hand + rows[i + lead].quantity == rows[i + lead - 1].on_hand) {
                ++lead;
            }
            if (i + lead < rows.size()) {
                ++leads[lead];
                ++total;
            }
        }
    }
    ASSERT_GT(total, 5000);
    EXPECT_GE(leads.begin()->first, 2U);
    EXPECT_LE(leads.rbegin()->first, 18U);
    int prompt = 0;
    for (std::size_t lead = 2; lead <= 6; ++lead) {
        EXPECT_GT(leads[lead], 100) << lead;
        prompt += leads[lead];
    }
    EXPECT_GT(prompt, total * 9 / 10);
    EXPECT_LT(prompt, total);
}

TEST(demo_stock, stays_in_proportion_to_sales) {
    mean on_hand;
    mean sold;
    for_each_row(default_chain(), [&](const demo_day& row) {
        on_hand.add(row.on_hand);
        sold.add(row.quantity);
    });
    EXPECT_GT(on_hand.value(), 1.0 * sold.value());
    EXPECT_LT(on_hand.value(), 6.0 * sold.value());
}

// ---- The same everywhere, every time

// FNV-1a, 64 bits (Fowler, Noll, Vo; RFC draft-eastlake-fnv), over numbers as eight bytes, lowest first.
class digest {
public:
    void add(std::int64_t number) {
        for (unsigned shift = 0; shift < 64; shift += 8) {
            add_byte(static_cast<std::uint8_t>(static_cast<std::uint64_t>(number) >> shift));
        }
    }

    void add(const std::string& text) {
        add(static_cast<std::int64_t>(text.size()));
        for (const char byte : text) {
            add_byte(static_cast<std::uint8_t>(byte));
        }
    }

    void add(sys_days date) { add(std::int64_t{days_since_2000(date)}); }

    void add(const demo_store& row) {
        for (const std::string& text : {row.code, row.name, row.region, row.city, row.store_type}) {
            add(text);
        }
    }

    void add(const demo_product& row) {
        for (const std::string& text : {row.sku, row.name, row.category, row.brand}) {
            add(text);
        }
        add(row.base_price_cents);
        add(row.base_cost_cents);
        add(row.launch);
    }

    void add(const demo_price& row) {
        add(row.product);
        add(row.store);
        add(row.price_cents);
        add(row.valid_from);
        add(row.valid_to.value_or(first_supported_day));
    }

    void add(const demo_promotion& row) {
        add(row.product);
        add(row.store);
        add(row.name);
        add(row.discount_bp.value_or(-1));
        add(row.discount_cents.value_or(-1));
        add(row.start);
        add(row.end);
    }

    void add(const demo_day& row) {
        add(row.date);
        for (const std::int64_t number :
             {std::int64_t{row.store}, std::int64_t{row.product}, std::int64_t{row.demand},
              std::int64_t{row.quantity}, row.unit_price_cents, row.total_cents, std::int64_t{row.on_hand},
              std::int64_t{row.on_order}, std::int64_t{row.stockout}}) {
            add(number);
        }
    }

    template <typename Row>
    void add(const std::vector<Row>& rows) {
        for (const Row& row : rows) {
            add(row);
        }
    }

    [[nodiscard]] std::uint64_t value() const { return value_; }

private:
    void add_byte(std::uint8_t byte) { value_ = (value_ ^ byte) * 0x100000001B3U; }

    std::uint64_t value_ = 0xCBF29CE484222325U;
};

template <typename Rows>
std::uint64_t digest_of(const Rows& rows) {
    digest result;
    result.add(rows);
    return result.value();
}

std::uint64_t digest_of_chain(const whole_chain& chain) {
    digest result;
    result.add(chain.stores);
    result.add(chain.products);
    result.add(chain.prices);
    result.add(chain.promotions);
    result.add(chain.series);
    return result.value();
}

// Part of what a seed means: whoever changes these numbers changes every demo warehouse, and says so in the
// change log.
TEST(demo_seed, means_the_same_rows_on_every_platform) {
    const whole_chain& chain = default_chain();
    EXPECT_EQ(digest_of(chain.stores), 6167904119775150905U);
    EXPECT_EQ(digest_of(chain.products), 17198837181485399314U);
    EXPECT_EQ(digest_of(chain.prices), 2429423386982858512U);
    EXPECT_EQ(digest_of(chain.promotions), 78530516762062039U);
    EXPECT_EQ(digest_of(chain.series), 14393164190066980881U);
}

TEST(demo_seed, gives_the_same_rows_twice) {
    const whole_chain again{default_settings()};
    EXPECT_EQ(digest_of_chain(again), digest_of_chain(default_chain()));
}

TEST(demo_seed, gives_other_rows_of_every_table_than_another_seed) {
    std::array<std::set<std::uint64_t>, 5> digests;
    for (const std::uint64_t seed : {0ULL, 1ULL, 42ULL, 43ULL, ~0ULL}) {
        const whole_chain chain{settings_of(3, 12, day(2024, 1, 1), day(2024, 12, 31), seed)};
        digests[0].insert(digest_of(chain.stores));
        digests[1].insert(digest_of(chain.products));
        digests[2].insert(digest_of(chain.prices));
        digests[3].insert(digest_of(chain.promotions));
        digests[4].insert(digest_of(chain.series));
    }
    for (const auto& of_seeds : digests) {
        EXPECT_EQ(of_seeds.size(), 5U);
    }
}

TEST(demo_seed, does_not_depend_on_the_order_of_asking) {
    const whole_chain& chain = default_chain();
    const demo_data data{default_settings(), chain.is_holiday};
    std::vector<demo_day> rows;
    for (const std::size_t series : {499U, 0U, 77U, 0U}) {
        data.series_days(series, rows);
        EXPECT_EQ(digest_of(rows), digest_of(chain.series[series]));
    }
    std::vector<demo_price> prices(7);
    data.prices(31, prices);
    EXPECT_EQ(digest_of(prices), digest_of(chain.prices[31]));
    std::vector<demo_promotion> promotions(7);
    data.promotions(31, promotions);
    EXPECT_EQ(digest_of(promotions), digest_of(chain.promotions[31]));
}

// A chain with more stores and products has the smaller one inside.
TEST(demo_seed, keeps_a_series_however_many_others_there_are) {
    const whole_chain& chain = default_chain();
    const whole_chain small{settings_of(3, 9, day(2024, 1, 1), day(2025, 12, 31))};
    for (std::size_t store = 0; store < 3; ++store) {
        EXPECT_EQ(digest_of(std::vector{small.stores[store]}), digest_of(std::vector{chain.stores[store]}));
        for (std::size_t product = 0; product < 9; ++product) {
            ASSERT_EQ(digest_of(small.series[store * 9 + product]),
                      digest_of(chain.series[store * 50 + product]));
        }
    }
    for (std::size_t product = 0; product < 9; ++product) {
        EXPECT_EQ(digest_of(std::vector{small.products[product]}),
                  digest_of(std::vector{chain.products[product]}));
        auto prices = chain.prices[product];
        std::erase_if(prices, [](const demo_price& price) { return price.store >= 3; });
        EXPECT_EQ(digest_of(small.prices[product]), digest_of(prices));
        auto promotions = chain.promotions[product];
        std::erase_if(promotions, [](const demo_promotion& promotion) { return promotion.store >= 3; });
        EXPECT_EQ(digest_of(small.promotions[product]), digest_of(promotions));
    }
}

// ---- Edges

TEST(demo_edges, one_day_one_store_and_one_product_are_enough) {
    const whole_chain chain{settings_of(1, 1, day(2024, 2, 29), day(2024, 2, 29))};
    ASSERT_EQ(chain.series.size(), 1U);
    ASSERT_EQ(chain.series[0].size(), 1U);
    EXPECT_EQ(chain.series[0][0].date, day(2024, 2, 29));
    ASSERT_EQ(chain.prices[0].size(), 1U);
    EXPECT_FALSE(chain.prices[0][0].valid_to.has_value());
}

TEST(demo_edges, short_ranges_launch_new_products_inside) {
    for (int length = 1; length <= 12; ++length) {
        const sys_days first = day(2024, 1, 1);
        const whole_chain chain{settings_of(2, 20, first, first + days{length - 1})};
        for (const auto& rows : chain.series) {
            ASSERT_GE(rows.size(), 1U);
            ASSERT_LE(rows.size(), static_cast<std::size_t>(length));
            ASSERT_EQ(rows.back().date, first + days{length - 1});
        }
    }
}

TEST(demo_edges, both_ends_of_the_calendar_work) {
    for (const sys_days first : {first_supported_day, last_supported_day - days{399}}) {
        const whole_chain chain{settings_of(2, 20, first, first + days{399})};
        for (const auto& rows : chain.series) {
            ASSERT_EQ(rows.back().date, first + days{399});
        }
        for (const auto& promotions : chain.promotions) {
            for (const demo_promotion& promotion : promotions) {
                ASSERT_TRUE(first <= promotion.start && promotion.end <= first + days{399});
            }
        }
    }
}

TEST(demo_edges, the_largest_chain_gives_its_last_series_at_once) {
    const demo_settings settings = settings_of(10000, 100000, day(2020, 1, 1), day(2020, 1, 1) + days{3659});
    const demo_data data{settings, some_holidays(settings)};
    ASSERT_EQ(data.series(), 1'000'000'000U);
    std::vector<demo_day> rows;
    data.series_days(data.series() - 1, rows);
    ASSERT_EQ(rows.size(), 3660U);
    EXPECT_EQ(rows.back().store, 9999);
    EXPECT_EQ(rows.back().product, 99999);
    EXPECT_EQ(rows.back().date, settings.last);
}

// Trends end somewhere: ten years leave quantities that a shop could sell and a numeric(12,2) could hold.
TEST(demo_edges, ten_years_stay_in_bounds) {
    const whole_chain chain{settings_of(3, 80, day(2020, 1, 1), day(2020, 1, 1) + days{3659})};
    int highest = 0;
    for_each_row(chain, [&](const demo_day& row) {
        ASSERT_LE(row.demand, 3000);
        ASSERT_LT(row.on_hand, 100'000);
        highest = std::max(highest, row.demand);
    });
    EXPECT_GT(highest, 100);
}

}  // namespace
}  // namespace forecast_warehouse::core
