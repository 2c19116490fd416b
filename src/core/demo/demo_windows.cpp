#include "core/demo/demo_windows.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <ratio>

#include <fmt/format.h>

#include "core/calendar.hpp"

namespace forecast_warehouse::core::demo_model {
namespace {

constexpr int fortnight = 14;
using fortnights =
    std::chrono::duration<int, std::ratio_multiply<std::ratio<fortnight>, std::chrono::days::period>>;

// A price that differs from the one before: 86% to 120% of the product's base price.
int draw_price(int base, int before, random_stream& random) {
    int wanted = base * random.between(86, 120) / 100;
    while (printed_price(wanted) == before) {
        wanted += 10;
    }
    return printed_price(wanted);
}

// The number of the fortnight that contains a day. It counts from 2000-01-01 and not from the first day of
// the range. So promotions do not move with the range.
int fortnight_of(std::chrono::sys_days day) {
    return std::chrono::floor<fortnights>(std::chrono::days{days_since_2000(day)}).count();
}

// A discount in round percent. Of products above 5.00, one promotion in five has a discount in money.
demo_promotion_window draw_discount(int base_price_cents, random_stream& random) {
    constexpr std::array<int, 6> discounts_bp{1000, 1500, 2000, 2500, 3000, 4000};
    if (base_price_cents > 500 && random.one_in(5)) {
        return {.discount_bp = 0, .discount_cents = random.between(2, 4) * 50, .start = 0, .end = 0};
    }
    const std::uint32_t choice = random.below(static_cast<std::uint32_t>(discounts_bp.size()));
    return {.discount_bp = discounts_bp[choice], .discount_cents = 0, .start = 0, .end = 0};
}

// The promotion of one fortnight that starts on a given day of the range, if there is one.
std::optional<demo_promotion_window> draw_promotion(const product_context& product, int fortnight_start,
                                                    std::uint32_t rarity, random_stream random) {
    if (!random.one_in(rarity)) {
        return std::nullopt;
    }
    const int start = fortnight_start + random.between(0, 4);
    const int end = start + random.between(6, fortnight - 5);
    const int last = demo_days(product.settings) - 1;
    if (start < product.product.launch_day || start > last) {
        return std::nullopt;
    }
    demo_promotion_window window = draw_discount(product.product.base_price_cents, random);
    window.start = start;
    window.end = std::min(end, last);
    return window;
}

// Writes each window's price to its days.
void lay_prices(const std::vector<demo_price_window>& windows, std::vector<price_tag>& tags) {
    for (const demo_price_window& window : windows) {
        const int end = window.to ? *window.to + 1 : static_cast<int>(tags.size());
        std::fill(tags.begin() + window.from, tags.begin() + end, price_tag{window.cents, false});
    }
}

}  // namespace

void append_chain_prices(const product_context& product, std::vector<demo_price_window>& out) {
    const int days = demo_days(product.settings);
    random_stream random =
        stream(product.settings.seed, for_chain_price, static_cast<std::uint64_t>(product.index));
    int price = product.product.base_price_cents;
    for (int from = product.product.launch_day; from < days;) {
        const int next = from + random.between(60, 210);
        out.push_back({price, from, next < days ? std::optional{next - 1} : std::nullopt});
        price = draw_price(product.product.base_price_cents, price, random);
        from = next;
    }
}

void append_store_prices(const product_context& product, int store, std::vector<demo_price_window>& out) {
    random_stream random = stream(product.settings.seed, for_store_price, static_cast<std::uint64_t>(store),
                                  static_cast<std::uint64_t>(product.index));
    if (!random.one_in(8)) {
        return;
    }
    const int days = demo_days(product.settings);
    const int level =
        product.product.base_price_cents * make_store(product.settings, store).type->price_percent / 100;
    for (int from = product.product.launch_day + random.between(0, 120); from < days;) {
        const int next = from + random.between(40, 150);
        const int price = printed_price(level * random.between(92, 110) / 100);
        out.push_back({price, from, next < days ? std::optional{next - 1} : std::nullopt});
        from = next + random.between(20, 200);
    }
}

void append_promotions(const product_context& product, int store, std::vector<demo_promotion_window>& out) {
    const demo_settings& settings = product.settings;
    const bool chain = store == chain_wide;
    // The product or series has its own key, so that the fortnight can be the last part.
    random_stream key =
        chain ? stream(settings.seed, for_chain_promotion, static_cast<std::uint64_t>(product.index))
              : stream(settings.seed, for_store_promotion, static_cast<std::uint64_t>(store),
                       static_cast<std::uint64_t>(product.index));
    const std::uint64_t series_seed = key.next();
    const std::int32_t first_day = days_since_2000(settings.first);
    for (int number = fortnight_of(settings.first); number <= fortnight_of(settings.last); ++number) {
        const auto window = draw_promotion(product, number * fortnight - first_day, chain ? 7 : 40,
                                           stream(series_seed, static_cast<std::uint64_t>(number)));
        if (window) {
            out.push_back(*window);
        }
    }
}

std::string promotion_name(const demo_settings& settings, const demo_promotion_window& window, int store) {
    constexpr std::array<std::string_view, 4> seasons{"New Year Offers", "Spring Savings", "Summer Deals",
                                                      "Autumn Harvest"};
    const calendar_day start = describe_day(settings.first + std::chrono::days{window.start});
    return fmt::format(
        "{} {}", store == chain_wide ? seasons[static_cast<std::size_t>(start.quarter - 1)] : "Local Offer",
        iso_date(start.date));
}

std::int64_t discounted(std::int64_t price_cents, int discount_bp, std::int64_t discount_cents) {
    const std::int64_t after_percentage = (price_cents * (10'000 - discount_bp) + 5'000) / 10'000;
    return std::max<std::int64_t>(0, after_percentage - discount_cents);
}

std::vector<price_tag> make_price_tags(const product_context& product, int store) {
    std::vector<price_tag> tags(static_cast<std::size_t>(demo_days(product.settings)));
    std::vector<demo_price_window> windows;
    append_chain_prices(product, windows);
    append_store_prices(product, store, windows);
    lay_prices(windows, tags);
    const std::vector<price_tag> list = tags;
    std::vector<demo_promotion_window> promotions;
    append_promotions(product, chain_wide, promotions);
    append_promotions(product, store, promotions);
    for (const demo_promotion_window& promotion : promotions) {
        for (auto day = static_cast<std::size_t>(promotion.start);
             day <= static_cast<std::size_t>(promotion.end); ++day) {
            const std::int64_t cents =
                discounted(list[day].cents, promotion.discount_bp, promotion.discount_cents);
            tags[day] = {std::min(tags[day].cents, static_cast<int>(cents)), true};
        }
    }
    return tags;
}

}  // namespace forecast_warehouse::core::demo_model
