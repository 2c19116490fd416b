#include "core/load/star.hpp"

// The star of orders and targets. Limits are those of the tables in sql/; the test schema compares them.

namespace forecast_warehouse::core {
namespace {

using enum value_type;
using enum column_role;

constexpr bool either_sign = true;

const dimension_list& dimensions() {
    static const dimension_list& made =
        *new dimension_list(std::make_shared<const std::vector<dimension>>(std::vector<dimension>{
            store_dimension(),
            product_dimension(),
            day_dimension(),
            location_dimension(),
            dimension_with_code("channel", "UNKNOWN_CHANNEL"),
            dimension_with_code("customer", "UNKNOWN_CUSTOMER"),
            dimension_with_code("reseller", "UNKNOWN_RESELLER"),
            {.table = "target_name",
             .natural_key = "name",
             .key = "name",
             .key_type = text,
             .reject_code = "UNKNOWN_TARGET",
             .label = {},
             .all = {},
             .filled_by = {},
             .is_referenced = false},
        }));
    return made;
}

feed_column code(int limit) {
    return {"code", "code", text, natural_key, when_missing::reject, limit};
}

feed_column words(const char* name, int limit, when_missing missing = when_missing::keep) {
    return {name, name, text, value, missing, limit};
}

feed_column number(const char* name) {
    return {name, name, integer, natural_key, when_missing::reject};
}

feed_column sum(const char* name, column_role role, when_missing missing, bool has_either_sign) {
    return {name, name, decimal, role, missing, 14, 2, has_either_sign};
}

feed_column pieces(bool has_either_sign) {
    feed_column made{"quantity", "quantity", decimal, quantity, when_missing::reject, 14, 4, has_either_sign};
    made.exact = true;
    return made;
}

// A column that may stay unknown, and the dimensions that give its value.
feed_column open(feed_column made, std::vector<attribute> from = {}) {
    made.open_since = "1.5";
    made.from = std::move(from);
    return made;
}

feed_column product_key() {
    return make_key(dimensions(), "product", "sku", "product_id");
}

feed_column channel_key() {
    return make_key(dimensions(), "channel", "channel_code", "channel_id");
}

// The key of one of the parties of an order or a target: all but one are missing.
feed_column party(const char* table) {
    return make_key(dimensions(), table, std::string(table) + "_code", std::string(table) + "_id",
                    when_missing::null);
}

feed_column location_key() {
    return make_key(dimensions(), "location", "location_code", "location_id", when_missing::keep);
}

feed location_feed() {
    return {
        .table = "location",
        .view = "location_feed",
        .columns = {code(50), words("address", 200, when_missing::empty),
                    words("city", 100, when_missing::empty), words("postal_code", 20, when_missing::empty),
                    words("state_province", 100, when_missing::empty),
                    words("country", 100, when_missing::empty)},
        .grain = {0}};
}

feed channel_feed() {
    return {.table = "channel",
            .view = "channel_feed",
            .columns = {code(20), words("name", 100, when_missing::reject), words("category", 100),
                        words("category_code", 20)},
            .grain = {0}};
}

feed customer_feed() {
    return {.table = "customer",
            .view = "customer_feed",
            .columns = {code(50), words("full_name", 201, when_missing::reject), words("first_name", 100),
                        words("last_name", 100), words("gender", 10), location_key()},
            .grain = {0}};
}

feed reseller_feed() {
    return {.table = "reseller",
            .view = "reseller_feed",
            .columns = {code(50), words("name", 200, when_missing::reject), words("contact_name", 100),
                        words("phone", 50), words("email", 254), location_key()},
            .grain = {0}};
}

// The location, the unit price and the profit do not arrive.
feed sales_order_line_feed() {
    const feed_column location =
        make_key(dimensions(), "location", "location_id", "location_id", when_missing::derive);
    return {.table = "sales_order_line",
            .view = "sales_order_line_feed",
            .columns = {{"order_no", "order_no", text, natural_key, when_missing::reject, 50},
                        number("line_no"),
                        make_key(dimensions(), "calendar", "date", "date"),
                        product_key(),
                        channel_key(),
                        party("store"),
                        party("customer"),
                        party("reseller"),
                        pieces(either_sign),
                        sum("amount", amount, when_missing::reject, either_sign),
                        open(sum("extended_cost", cost, when_missing::derive, either_sign),
                             {{"product", "base_cost"}}),
                        open(location, {{"store", "location_id"},
                                        {"customer", "location_id"},
                                        {"reseller", "location_id"}}),
                        open({"unit_price", "unit_price", decimal, unit_price, when_missing::derive, 18, 4,
                              either_sign}),
                        open(sum("profit", profit, when_missing::derive, either_sign))},
            .grain = {0, 1},
            .derives = derivation::order,
            .one_of = {5, 6, 7},
            .hidden = 3};
}

feed product_target_feed() {
    return {.table = "product_target",
            .view = "product_target_feed",
            .columns = {product_key(), number("year"), pieces(!either_sign)},
            .grain = {0, 1}};
}

feed sales_target_feed() {
    feed_column name = make_key(dimensions(), "target_name", "name", "name");
    name.limit = 200;
    return {.table = "sales_target",
            .view = "sales_target_feed",
            .columns = {number("year"), name, channel_key(), party("store"), party("reseller"),
                        sum("amount", amount, when_missing::reject, !either_sign)},
            .grain = {0, 2, 3, 4}};
}

star make_star() {
    star made{dimensions(), {}, {}};
    for (feed each : {location_feed(), channel_feed(), customer_feed(), reseller_feed(),
                      sales_order_line_feed(), product_target_feed(), sales_target_feed()}) {
        each.dimensions = made.dimensions;
        made.feeds.push_back(describe(std::move(each)));
    }
    return made;
}

}  // namespace

// Never freed, as the star of sales.
const star& orders_star() {
    static const star& made = *new star(make_star());
    return made;
}

}  // namespace forecast_warehouse::core
