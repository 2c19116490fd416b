#include "core/load/star.hpp"

// The star that the extension ships: sales by store, product and day.
// Limits are those of the tables in sql/; the test schema compares them.

namespace forecast_warehouse::core {
namespace {

using enum value_type;
using enum column_role;

constexpr bool either_sign = true;

dimension_list make_dimensions() {
    return std::make_shared<const std::vector<dimension>>(std::vector<dimension>{
        store_dimension(),
        product_dimension(),
        day_dimension(),
        {.table = "holiday_calendars",
         .natural_key = "calendar",
         .key = "calendar",
         .key_type = text,
         .reject_code = "UNKNOWN_CALENDAR",
         .label = {},
         .all = {},
         .filled_by = {},
         .is_referenced = false},
        location_dimension(),
    });
}

const dimension_list& dimensions() {
    static const dimension_list& made = *new dimension_list(make_dimensions());
    return made;
}

feed_column store_key(when_missing missing = when_missing::reject) {
    return make_key(dimensions(), "store", "store_code", "store_id", missing);
}

feed_column product_key() {
    return make_key(dimensions(), "product", "sku", "product_id");
}

feed_column day(when_missing missing = when_missing::reject) {
    return make_key(dimensions(), "calendar", "date", "date", missing);
}

feed_column holiday_calendar() {
    feed_column column = make_key(dimensions(), "holiday_calendars", "holiday_calendar", "holiday_calendar",
                                  when_missing::keep);
    column.limit = 20;
    column.since = "1.2";
    return column;
}

// A column that has one name in the feed and in the table.
feed_column column(const char* name, value_type type, column_role role, when_missing missing, int limit = 0,
                   int scale = 0, bool has_either_sign = false) {
    return {name, name, type, role, missing, limit, scale, has_either_sign};
}

// A column that the files of orders add to a store or product.
feed_column of_1_5(feed_column made) {
    made.since = "1.5";
    return made;
}

// A column that demand needs, and sales do not.
feed_column of_1_7(feed_column made) {
    made.since = "1.7";
    return made;
}

// A text that is one of a few.
feed_column one_of(feed_column made, std::vector<std::string> values) {
    made.values = std::move(values);
    return made;
}

feed_column of_1_2(const char* name, value_type type) {
    feed_column made = column(name, type, value, when_missing::null);
    made.since = "1.2";
    return made;
}

// A number of units: goods by weight to four decimals. An integer before 1.4.
feed_column units_of_goods(const char* name, column_role role, when_missing missing,
                           bool has_either_sign = false) {
    feed_column made = column(name, decimal, role, missing, 14, 4, has_either_sign);
    made.decimal_since = "1.4";
    made.exact = true;
    return made;
}

// Money of a row that may be sold before its price is known.
feed_column open_money(const char* name, column_role role, int limit) {
    feed_column made = column(name, decimal, role, when_missing::derive, limit, 2);
    made.open_since = "1.4";
    return made;
}

feed store_feed() {
    return {.table = "store",
            .view = "store_feed",
            .columns = {column("code", text, natural_key, when_missing::reject, 20),
                        column("name", text, value, when_missing::reject, 100),
                        column("region", text, value, when_missing::keep, 50),
                        column("city", text, value, when_missing::keep, 50),
                        column("store_type", text, value, when_missing::keep, 30), holiday_calendar(),
                        of_1_5(column("number", integer, value, when_missing::keep)),
                        of_1_5(column("manager", text, value, when_missing::keep, 100)),
                        of_1_5(make_key(dimensions(), "location", "location_code", "location_id",
                                        when_missing::keep)),
                        of_1_7(column("opened_on", date, value, when_missing::keep)),
                        of_1_7(column("closed_on", date, value, when_missing::keep))},
            .grain = {0},
            .in_order = {{"opened_on", "closed_on"}}};
}

feed product_feed() {
    return {.table = "product",
            .view = "product_feed",
            .columns = {column("sku", text, natural_key, when_missing::reject, 50),
                        column("name", text, value, when_missing::reject, 200),
                        column("category", text, value, when_missing::keep, 100),
                        column("brand", text, value, when_missing::keep, 100),
                        column("base_price", decimal, money, when_missing::keep, 10, 2),
                        column("base_cost", decimal, money, when_missing::keep, 10, 2),
                        of_1_5(column("product_type", text, value, when_missing::keep, 100)),
                        of_1_5(column("product_type_code", text, value, when_missing::keep, 20)),
                        of_1_5(column("category_code", text, value, when_missing::keep, 20)),
                        of_1_5(column("wholesale_price", decimal, money, when_missing::keep, 10, 2)),
                        of_1_7(column("launch_date", date, value, when_missing::keep)),
                        of_1_7(column("discontinue_date", date, value, when_missing::keep)),
                        one_of(of_1_7(column("lifecycle_stage", text, value, when_missing::keep, 20)),
                               {"planned", "introduction", "growth", "maturity", "decline", "discontinued"}),
                        of_1_7(column("pack_size", integer, value, when_missing::keep)),
                        of_1_7(column("subcategory", text, value, when_missing::keep, 100))},
            .grain = {0},
            .in_order = {{"launch_date", "discontinue_date"}}};
}

feed sales_daily_feed() {
    return {.table = "sales_daily",
            .view = "sales_daily_feed",
            .columns = {day(), store_key(), product_key(),
                        units_of_goods("quantity", quantity, when_missing::reject),
                        open_money("unit_price", unit_price, 10), open_money("total_amount", amount, 12)},
            .grain = {0, 1, 2},
            .derives = derivation::amounts,
            .summable = true};
}

feed price_history_feed() {
    return {.table = "price_history",
            .view = "price_history_feed",
            .columns = {product_key(), store_key(when_missing::null),
                        column("price", decimal, money, when_missing::reject, 10, 2),
                        column("valid_from", date, window_start, when_missing::reject),
                        column("valid_to", date, window_end, when_missing::null)},
            .grain = {0, 1, 3},
            .windowed = true};
}

feed promotion_feed() {
    return {.table = "promotion",
            .view = "promotion_feed",
            .columns = {product_key(), store_key(when_missing::null),
                        column("name", text, natural_key, when_missing::reject, 200),
                        column("discount_pct", decimal, share, when_missing::keep, 5, 4),
                        column("discount_amount", decimal, money, when_missing::keep, 10, 2),
                        column("start_date", date, window_start, when_missing::reject),
                        column("end_date", date, window_end, when_missing::reject),
                        one_of(of_1_7(column("kind", text, value, when_missing::keep, 20)),
                               {"pct_off", "bogo", "bundle", "markdown"})},
            .grain = {0, 1, 2, 5},
            .windowed = true,
            .needs = {{"kind", "pct_off", {"discount_pct"}},
                      {"kind", "markdown", {"discount_pct", "discount_amount"}}}};
}

feed inventory_feed() {
    return {.table = "inventory_snapshot_daily",
            .view = "inventory_snapshot_daily_feed",
            .columns = {day(), store_key(), product_key(),
                        units_of_goods("on_hand_qty", units_on_hand, when_missing::reject),
                        units_of_goods("on_order_qty", units, when_missing::zero),
                        column("is_stockout", boolean, stockout, when_missing::derive)},
            .grain = {0, 1, 2},
            .derives = derivation::stock,
            .summable = true};
}

// A negative quantity is a return, and a negative price a discount. The day does not arrive: it is that of
// sold_at.
feed sales_txn_feed() {
    return {
        .table = "sales_txn",
        .view = "sales_txn_feed",
        .columns = {column("receipt", text, natural_key, when_missing::reject, 50),
                    column("line_no", integer, natural_key, when_missing::reject),
                    column("sold_at", timestamp, moment, when_missing::reject), store_key(), product_key(),
                    units_of_goods("quantity", quantity, when_missing::discount, either_sign),
                    column("unit_price", decimal, unit_price, when_missing::derive, 10, 2, either_sign),
                    column("total_amount", decimal, amount, when_missing::derive, 12, 2, either_sign),
                    column("customer_ref", text, value, when_missing::keep, 50),
                    of_1_7(column("channel", text, value, when_missing::keep, 50)),
                    day(when_missing::derive)},
        .grain = {3, 0, 1},
        .derives = derivation::amounts,
        .summable = true,
        .sale_lines = true,
        .discounts_since = "1.4",
        .hidden = 1};
}

feed weather_feed() {
    return {.table = "weather_daily",
            .view = "weather_daily_feed",
            .columns = {day(), store_key(),
                        column("temp_min_c", decimal, value, when_missing::keep, 5, 2, either_sign),
                        column("temp_max_c", decimal, value, when_missing::keep, 5, 2, either_sign),
                        column("temp_avg_c", decimal, value, when_missing::keep, 5, 2, either_sign),
                        column("precipitation_mm", decimal, value, when_missing::keep, 7, 2),
                        column("snow_mm", decimal, value, when_missing::keep, 7, 2),
                        column("condition", text, value, when_missing::keep, 50)},
            .grain = {0, 1}};
}

feed traffic_feed() {
    return {.table = "traffic_daily",
            .view = "traffic_daily_feed",
            .columns = {day(), store_key(), column("visits", integer, units, when_missing::keep),
                        column("transactions", integer, units, when_missing::keep)},
            .grain = {0, 1},
            .summable = true};
}

feed sales_returns_feed() {
    feed_column units = units_of_goods("return_quantity", quantity, when_missing::reject);
    units.decimal_since.clear();
    return {.table = "sales_returns",
            .view = "sales_returns_feed",
            .columns = {day(), store_key(), product_key(),
                        column("reason", text, value, when_missing::empty, 50), units,
                        column("return_amount", decimal, amount, when_missing::reject, 12, 2, either_sign)},
            .grain = {0, 1, 2, 3},
            .summable = true};
}

feed store_day_feed() {
    return {.table = "store_day",
            .view = "store_day_feed",
            .columns = {day(), store_key(), column("is_open", boolean, value, when_missing::reject),
                        column("reason", text, value, when_missing::keep, 100)},
            .grain = {0, 1}};
}

// Values may be negative, as temperatures are. The name is a key: it must not be empty.
feed exogenous_signal_feed() {
    return {.table = "exogenous_signal",
            .view = "exogenous_signal_feed",
            .columns = {day(), column("signal_name", text, natural_key, when_missing::reject, 63),
                        store_key(when_missing::null),
                        column("value", decimal, value, when_missing::reject, 18, 8, either_sign),
                        column("known_ahead", boolean, value, when_missing::reject)},
            .grain = {0, 1, 2},
            .shared = shared_value{1, 4}};
}

feed make_calendar_feed() {
    return {.table = "calendar",
            .columns = {column("date", date, natural_key, when_missing::reject),
                        column("day_of_week", integer, value, when_missing::reject),
                        column("month", integer, value, when_missing::reject),
                        column("quarter", integer, value, when_missing::reject),
                        column("year", integer, value, when_missing::reject),
                        column("is_holiday", boolean, value, when_missing::reject),
                        column("holiday_name", text, value, when_missing::null, 100),
                        of_1_2("is_weekend", boolean), of_1_2("is_business_day", boolean),
                        of_1_2("days_to_next_holiday", integer), of_1_2("days_since_last_holiday", integer),
                        of_1_2("prior_year_holiday_date", date), of_1_2("fiscal_year", integer),
                        of_1_2("fiscal_quarter", integer), of_1_2("fiscal_period", integer),
                        of_1_2("fiscal_week", integer)},
            .grain = {0},
            .surrogate = false};
}

star make_star() {
    star made{dimensions(), {}, {0, 1}};
    for (feed each : {store_feed(), product_feed(), sales_daily_feed(), price_history_feed(),
                      promotion_feed(), inventory_feed(), sales_txn_feed(), weather_feed(), traffic_feed(),
                      sales_returns_feed(), store_day_feed(), exogenous_signal_feed()}) {
        each.dimensions = made.dimensions;
        made.feeds.push_back(describe(std::move(each)));
    }
    return made;
}

}  // namespace

// Never freed: a process that leaves by the server's exit() must not run destructors here.
const star& sales_star() {
    static const star& made = *new star(make_star());
    return made;
}

const feed& calendar_feed() {
    static const feed& made = *new feed([] {
        feed calendar = make_calendar_feed();
        calendar.dimensions = dimensions();
        return describe(std::move(calendar));
    }());
    return made;
}

}  // namespace forecast_warehouse::core
