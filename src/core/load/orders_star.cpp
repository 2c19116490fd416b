#include "core/load/star.hpp"

// The star of orders. Limits are those of the tables in sql/; the test schema compares them.

namespace forecast_warehouse::core {
namespace {

using enum value_type;
using enum column_role;

dimension dimension_with_code(const char* table, const char* reject_code) {
    return {.table = table,
            .natural_key = "code",
            .key = "id",
            .reject_code = reject_code,
            .label = table,
            .all = {},
            .filled_by = {}};
}

const dimension_list& dimensions() {
    static const dimension_list& made =
        *new dimension_list(std::make_shared<const std::vector<dimension>>(std::vector<dimension>{
            dimension_with_code("location", "UNKNOWN_LOCATION"),
            dimension_with_code("channel", "UNKNOWN_CHANNEL"),
            dimension_with_code("customer", "UNKNOWN_CUSTOMER"),
            dimension_with_code("reseller", "UNKNOWN_RESELLER"),
        }));
    return made;
}

feed_column code(int limit) {
    return {"code", "code", text, natural_key, when_missing::reject, limit};
}

feed_column words(const char* name, int limit, when_missing missing = when_missing::keep) {
    return {name, name, text, value, missing, limit};
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
            .columns = {code(20), words("name", 100, when_missing::reject), words("category", 100)},
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

star make_star() {
    star made{dimensions(), {}, {}};
    for (feed each : {location_feed(), channel_feed(), customer_feed(), reseller_feed()}) {
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
