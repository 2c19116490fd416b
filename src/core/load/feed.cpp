#include "core/load/feed.hpp"

#include <algorithm>
#include <array>

namespace forecast_warehouse::core {
namespace {

using enum value_type;

// Limits are those of the tables in sql/; the schema test holds the two together.

constexpr std::array store_columns{
    feed_column{"code", "code", text, column_role::natural_key, when_missing::reject, 20},
    feed_column{"name", "name", text, column_role::value, when_missing::reject, 100},
    feed_column{"region", "region", text, column_role::value, when_missing::keep, 50},
    feed_column{"city", "city", text, column_role::value, when_missing::keep, 50},
    feed_column{"store_type", "store_type", text, column_role::value, when_missing::keep, 30},
    feed_column{"holiday_calendar", "holiday_calendar", text, column_role::holiday_calendar,
                when_missing::keep, 20},
};
constexpr std::array store_grain{0};
constexpr std::size_t store_columns_before_1_2 = 5;

constexpr std::array product_columns{
    feed_column{"sku", "sku", text, column_role::natural_key, when_missing::reject, 50},
    feed_column{"name", "name", text, column_role::value, when_missing::reject, 200},
    feed_column{"category", "category", text, column_role::value, when_missing::keep, 100},
    feed_column{"brand", "brand", text, column_role::value, when_missing::keep, 100},
    feed_column{"base_price", "base_price", decimal, column_role::value, when_missing::keep, 10, 2},
    feed_column{"base_cost", "base_cost", decimal, column_role::value, when_missing::keep, 10, 2},
};
constexpr std::array product_grain{0};

constexpr std::array sales_daily_columns{
    feed_column{"date", "date", date, column_role::date_key, when_missing::reject},
    feed_column{"store_code", "store_id", text, column_role::store_key, when_missing::reject},
    feed_column{"sku", "product_id", text, column_role::product_key, when_missing::reject},
    feed_column{"quantity", "quantity", integer, column_role::quantity, when_missing::reject},
    feed_column{"unit_price", "unit_price", decimal, column_role::value, when_missing::derive, 10, 2},
    feed_column{"total_amount", "total_amount", decimal, column_role::quantity, when_missing::derive, 12, 2},
};
constexpr std::array fact_grain{0, 1, 2};

constexpr std::array price_history_columns{
    feed_column{"sku", "product_id", text, column_role::product_key, when_missing::reject},
    feed_column{"store_code", "store_id", text, column_role::store_key, when_missing::null},
    feed_column{"price", "price", decimal, column_role::value, when_missing::reject, 10, 2},
    feed_column{"valid_from", "valid_from", date, column_role::window_start, when_missing::reject},
    feed_column{"valid_to", "valid_to", date, column_role::window_end, when_missing::null},
};
constexpr std::array price_history_grain{0, 1, 3};

constexpr std::array promotion_columns{
    feed_column{"sku", "product_id", text, column_role::product_key, when_missing::reject},
    feed_column{"store_code", "store_id", text, column_role::store_key, when_missing::null},
    feed_column{"name", "name", text, column_role::natural_key, when_missing::reject, 200},
    feed_column{"discount_pct", "discount_pct", decimal, column_role::share, when_missing::keep, 5, 4},
    feed_column{"discount_amount", "discount_amount", decimal, column_role::value, when_missing::keep, 10, 2},
    feed_column{"start_date", "start_date", date, column_role::window_start, when_missing::reject},
    feed_column{"end_date", "end_date", date, column_role::window_end, when_missing::reject},
};
constexpr std::array promotion_grain{0, 1, 2, 5};

constexpr std::array inventory_columns{
    feed_column{"date", "date", date, column_role::date_key, when_missing::reject},
    feed_column{"store_code", "store_id", text, column_role::store_key, when_missing::reject},
    feed_column{"sku", "product_id", text, column_role::product_key, when_missing::reject},
    feed_column{"on_hand_qty", "on_hand_qty", integer, column_role::quantity, when_missing::reject},
    feed_column{"on_order_qty", "on_order_qty", integer, column_role::quantity, when_missing::zero},
    feed_column{"is_stockout", "is_stockout", boolean, column_role::value, when_missing::derive},
};

constexpr bool either_sign = true;

// A negative quantity is a return. The day does not arrive: it is that of sold_at.
constexpr std::array sales_txn_columns{
    feed_column{"receipt", "receipt", text, column_role::natural_key, when_missing::reject, 50},
    feed_column{"line_no", "line_no", integer, column_role::natural_key, when_missing::reject},
    feed_column{"sold_at", "sold_at", timestamp, column_role::value, when_missing::reject},
    feed_column{"store_code", "store_id", text, column_role::store_key, when_missing::reject},
    feed_column{"sku", "product_id", text, column_role::product_key, when_missing::reject},
    feed_column{"quantity", "quantity", integer, column_role::quantity, when_missing::reject, 0, 0,
                either_sign},
    feed_column{"unit_price", "unit_price", decimal, column_role::value, when_missing::derive, 10, 2},
    feed_column{"total_amount", "total_amount", decimal, column_role::quantity, when_missing::derive, 12, 2,
                either_sign},
    feed_column{"customer_ref", "customer_ref", text, column_role::value, when_missing::keep, 50},
    feed_column{"date", "date", date, column_role::date_key, when_missing::derive},
};
constexpr std::array sales_txn_grain{3, 0, 1};

constexpr std::array weather_columns{
    feed_column{"date", "date", date, column_role::date_key, when_missing::reject},
    feed_column{"store_code", "store_id", text, column_role::store_key, when_missing::reject},
    feed_column{"temp_min_c", "temp_min_c", decimal, column_role::value, when_missing::keep, 5, 2,
                either_sign},
    feed_column{"temp_max_c", "temp_max_c", decimal, column_role::value, when_missing::keep, 5, 2,
                either_sign},
    feed_column{"temp_avg_c", "temp_avg_c", decimal, column_role::value, when_missing::keep, 5, 2,
                either_sign},
    feed_column{"precipitation_mm", "precipitation_mm", decimal, column_role::value, when_missing::keep, 7,
                2},
    feed_column{"snow_mm", "snow_mm", decimal, column_role::value, when_missing::keep, 7, 2},
    feed_column{"condition", "condition", text, column_role::value, when_missing::keep, 50},
};

constexpr std::array traffic_columns{
    feed_column{"date", "date", date, column_role::date_key, when_missing::reject},
    feed_column{"store_code", "store_id", text, column_role::store_key, when_missing::reject},
    feed_column{"visits", "visits", integer, column_role::quantity, when_missing::keep},
    feed_column{"transactions", "transactions", integer, column_role::quantity, when_missing::keep},
};
constexpr std::array store_day_grain{0, 1};

constexpr feed store_before_1_2{
    .table = "store",
    .view = "store_feed",
    .columns = std::span<const feed_column>(store_columns).first(store_columns_before_1_2),
    .grain = store_grain};

constexpr std::array feed_table{
    feed{.table = "store",
         .view = "store_feed",
         .columns = store_columns,
         .grain = store_grain,
         .before = &store_before_1_2},
    feed{.table = "product", .view = "product_feed", .columns = product_columns, .grain = product_grain},
    feed{.table = "sales_daily",
         .view = "sales_daily_feed",
         .columns = sales_daily_columns,
         .grain = fact_grain,
         .derives = derivation::amounts,
         .summable = true},
    feed{.table = "price_history",
         .view = "price_history_feed",
         .columns = price_history_columns,
         .grain = price_history_grain,
         .windowed = true},
    feed{.table = "promotion",
         .view = "promotion_feed",
         .columns = promotion_columns,
         .grain = promotion_grain,
         .windowed = true},
    feed{.table = "inventory_snapshot_daily",
         .view = "inventory_snapshot_daily_feed",
         .columns = inventory_columns,
         .grain = fact_grain,
         .derives = derivation::stock,
         .summable = true},
    feed{.table = "sales_txn",
         .view = "sales_txn_feed",
         .columns = sales_txn_columns,
         .grain = sales_txn_grain,
         .derives = derivation::amounts,
         .summable = true,
         .hidden = 1},
    feed{.table = "weather_daily",
         .view = "weather_daily_feed",
         .columns = weather_columns,
         .grain = store_day_grain},
    feed{.table = "traffic_daily",
         .view = "traffic_daily_feed",
         .columns = traffic_columns,
         .grain = store_day_grain,
         .summable = true},
};

constexpr std::array calendar_columns{
    feed_column{"date", "date", date, column_role::natural_key, when_missing::reject},
    feed_column{"day_of_week", "day_of_week", integer, column_role::value, when_missing::reject},
    feed_column{"month", "month", integer, column_role::value, when_missing::reject},
    feed_column{"quarter", "quarter", integer, column_role::value, when_missing::reject},
    feed_column{"year", "year", integer, column_role::value, when_missing::reject},
    feed_column{"is_holiday", "is_holiday", boolean, column_role::value, when_missing::reject},
    feed_column{"holiday_name", "holiday_name", text, column_role::value, when_missing::null, 100},
    feed_column{"is_weekend", "is_weekend", boolean, column_role::value, when_missing::null},
    feed_column{"is_business_day", "is_business_day", boolean, column_role::value, when_missing::null},
    feed_column{"days_to_next_holiday", "days_to_next_holiday", integer, column_role::value,
                when_missing::null},
    feed_column{"days_since_last_holiday", "days_since_last_holiday", integer, column_role::value,
                when_missing::null},
    feed_column{"prior_year_holiday_date", "prior_year_holiday_date", date, column_role::value,
                when_missing::null},
    feed_column{"fiscal_year", "fiscal_year", integer, column_role::value, when_missing::null},
    feed_column{"fiscal_quarter", "fiscal_quarter", integer, column_role::value, when_missing::null},
    feed_column{"fiscal_period", "fiscal_period", integer, column_role::value, when_missing::null},
    feed_column{"fiscal_week", "fiscal_week", integer, column_role::value, when_missing::null},
};
constexpr std::array calendar_grain{0};
constexpr std::size_t calendar_columns_before_1_2 = 7;

constexpr feed calendar_before_1_2{
    .table = "calendar",
    .view = "",
    .columns = std::span<const feed_column>(calendar_columns).first(calendar_columns_before_1_2),
    .grain = calendar_grain,
    .surrogate = false};
constexpr feed calendar_of_today{.table = "calendar",
                                 .view = "",
                                 .columns = calendar_columns,
                                 .grain = calendar_grain,
                                 .surrogate = false,
                                 .before = &calendar_before_1_2};

template <class Matches>
int column_where(const feed& feed, Matches matches) noexcept {
    const auto found = std::find_if(feed.columns.begin(), feed.columns.end(), matches);
    return found == feed.columns.end() ? -1 : static_cast<int>(found - feed.columns.begin());
}

template <class Matches>
const feed* feed_where(Matches matches) noexcept {
    const auto* found = std::find_if(feed_table.begin(), feed_table.end(), matches);
    return found == feed_table.end() ? nullptr : found;
}

}  // namespace

std::span<const feed_column> arriving_columns(const feed& feed) noexcept {
    return feed.columns.first(feed.columns.size() - feed.hidden);
}

std::span<const feed> feeds() noexcept {
    return feed_table;
}

const feed* find_feed_of_table(std::string_view table) noexcept {
    return feed_where([table](const feed& each) { return each.table == table; });
}

const feed* find_feed_of_view(std::string_view view) noexcept {
    return feed_where([view](const feed& each) { return each.view == view; });
}

const feed& calendar_feed() noexcept {
    return calendar_of_today;
}

int column_with_role(const feed& feed, column_role role) noexcept {
    return column_where(feed, [role](const feed_column& each) { return each.role == role; });
}

int column_named(const feed& feed, std::string_view name) noexcept {
    return column_where(feed, [name](const feed_column& each) { return each.name == name; });
}

}  // namespace forecast_warehouse::core
