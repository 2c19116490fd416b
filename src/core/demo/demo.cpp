#include "core/demo/demo.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include <fmt/format.h>

#include "core/calendar.hpp"
#include "core/demo/demo_catalog.hpp"
#include "core/demo/demo_series.hpp"
#include "core/demo/demo_windows.hpp"

namespace forecast_warehouse::core {
namespace {

using namespace demo_model;

// The days of a range. It may still be too long for an int.
std::int64_t days_between(std::chrono::sys_days first, std::chrono::sys_days last) {
    return std::int64_t{(last - first).count()} + 1;
}

// Refuses a count outside its limits. The error names the argument of the SQL function.
void check_count(const char* argument, int value, int highest) {
    if (value < 1 || value > highest) {
        throw std::invalid_argument{fmt::format("{} must be from 1 to {}, not {}", argument, highest, value)};
    }
}

// Refuses an index that is not one of so many.
void check_index(const char* what, std::int64_t index, std::int64_t count) {
    if (index < 0 || index >= count) {
        throw std::out_of_range{fmt::format("{} {} is not one of {}", what, index, count)};
    }
}

// The effect of holidays on each day of the range. People buy on the day, more the day before, and some the
// day before that. Where holidays follow each other, the strongest effect counts.
std::vector<doublings> spread_holidays(const std::vector<bool>& is_holiday) {
    constexpr std::array<doublings, 3> effects{effect(140), effect(165), effect(120)};
    std::vector<doublings> result(is_holiday.size());
    for (std::size_t day = 0; day < is_holiday.size(); ++day) {
        for (std::size_t before = 0; is_holiday[day] && before < effects.size() && before <= day; ++before) {
            result[day - before] = std::max(result[day - before], effects[before]);
        }
    }
    return result;
}

}  // namespace

void check_demo_settings(const demo_settings& settings) {
    check_count("stores", settings.stores, max_demo_stores);
    check_count("products", settings.products, max_demo_products);
    if (!is_supported(settings.first)) {
        throw std::invalid_argument{"start_date must be from 0001-01-01 to 9999-12-31"};
    }
    if (!is_supported(settings.last)) {
        throw std::invalid_argument{"end_date must be from 0001-01-01 to 9999-12-31"};
    }
    if (settings.first > settings.last) {
        throw std::invalid_argument{fmt::format(R"(end_date "{}" is before start_date "{}")",
                                                iso_date(settings.last), iso_date(settings.first))};
    }
    const std::int64_t days = days_between(settings.first, settings.last);
    if (days > max_demo_days) {
        throw std::invalid_argument{fmt::format(
            "start_date and end_date must be at most {} days apart, both included: {} to {} is {}",
            max_demo_days, iso_date(settings.first), iso_date(settings.last), days)};
    }
}

int demo_days(const demo_settings& settings) {
    return static_cast<int>(days_between(settings.first, settings.last));
}

std::int64_t discounted_cents(const demo_promotion& promotion, std::int64_t price_cents) {
    return discounted(price_cents, promotion.discount_bp.value_or(0), promotion.discount_cents.value_or(0));
}

demo_data::demo_data(const demo_settings& settings, const std::vector<bool>& is_holiday)
    : settings_{settings} {
    check_demo_settings(settings);
    if (is_holiday.size() != static_cast<std::size_t>(demo_days(settings))) {
        throw std::invalid_argument{
            fmt::format("is_holiday must have {} days, not {}", demo_days(settings), is_holiday.size())};
    }
    holiday_effects_ = spread_holidays(is_holiday);
}

demo_store demo_data::store(int index) const {
    check_index("store", index, settings_.stores);
    return describe_store(make_store(settings_, index), index);
}

demo_product demo_data::product(int index) const {
    check_index("product", index, settings_.products);
    return describe_product(make_product(settings_, index), index, settings_);
}

void demo_data::prices(int product, std::vector<demo_price>& out) const {
    check_index("product", product, settings_.products);
    out.clear();
    const product_context context{settings_, product, make_product(settings_, product)};
    std::vector<demo_price_window> windows;
    for (int store = chain_wide; store < settings_.stores; ++store) {
        windows.clear();
        if (store == chain_wide) {
            append_chain_prices(context, windows);
        } else {
            append_store_prices(context, store, windows);
        }
        for (const demo_price_window& window : windows) {
            out.push_back({product, store, window.cents, settings_.first + std::chrono::days{window.from},
                           std::nullopt});
            if (window.to) {
                out.back().valid_to = settings_.first + std::chrono::days{*window.to};
            }
        }
    }
}

void demo_data::promotions(int product, std::vector<demo_promotion>& out) const {
    check_index("product", product, settings_.products);
    out.clear();
    const product_context context{settings_, product, make_product(settings_, product)};
    std::vector<demo_promotion_window> windows;
    for (int store = chain_wide; store < settings_.stores; ++store) {
        windows.clear();
        append_promotions(context, store, windows);
        for (const demo_promotion_window& window : windows) {
            out.push_back({product, store, promotion_name(settings_, window, store), std::nullopt,
                           std::nullopt, settings_.first + std::chrono::days{window.start},
                           settings_.first + std::chrono::days{window.end}});
            if (window.discount_bp > 0) {
                out.back().discount_bp = window.discount_bp;
            } else {
                out.back().discount_cents = window.discount_cents;
            }
        }
    }
}

std::size_t demo_data::series() const noexcept {
    return static_cast<std::size_t>(settings_.stores) * static_cast<std::size_t>(settings_.products);
}

void demo_data::series_days(std::size_t series, std::vector<demo_day>& out) const {
    check_index("series", static_cast<std::int64_t>(series), static_cast<std::int64_t>(this->series()));
    out.clear();
    const auto products = static_cast<std::size_t>(settings_.products);
    const int store = static_cast<int>(series / products);
    const int product = static_cast<int>(series % products);
    const series_context context = make_series(settings_, store, product);
    const std::vector<price_tag> tags = make_price_tags(context.product, store);
    const std::vector<doublings> expected = expect_demand(context, holiday_effects_, tags);
    const std::int32_t first_day = days_since_2000(settings_.first);
    const int decimals = context.product.product.by_weight ? weight_decimals : 0;
    shelf stock{context, expected};
    for (int day = context.product.product.launch_day; day < demo_days(settings_); ++day) {
        const auto index = static_cast<std::size_t>(day);
        const int demand = draw_demand(context, expected[index], first_day + day);
        stock.receive(day);
        const int quantity = stock.sell(demand);
        stock.review(day);
        const std::int64_t price = tags[index].cents;
        const std::int64_t total = total_cents(context.product.product, quantity, price);
        out.push_back({settings_.first + std::chrono::days{day}, store, product, decimals, demand, quantity,
                       price, total, stock.on_hand(), stock.on_order(), quantity < demand});
    }
}

}  // namespace forecast_warehouse::core
