#include "core/load/star.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include <fmt/format.h>

namespace forecast_warehouse::core {
namespace {

template <class Matches>
const feed* feed_where(Matches matches) {
    for (const star* each : stars()) {
        const auto found = std::find_if(each->feeds.begin(), each->feeds.end(), matches);
        if (found != each->feeds.end()) {
            return &*found;
        }
    }
    return nullptr;
}

}  // namespace

feed_column make_key(const dimension_list& dimensions, std::string_view table, std::string name,
                     std::string target, when_missing missing) {
    const auto found = std::find_if(dimensions->begin(), dimensions->end(),
                                    [table](const dimension& each) { return each.table == table; });
    if (found == dimensions->end()) {
        throw std::logic_error(fmt::format("no dimension {}", table));
    }
    feed_column column{std::move(name), std::move(target), found->natural_key_type,
                       column_role::dimension_key, missing};
    // Keeps the whole list alive.
    column.to = std::shared_ptr<const dimension>(dimensions, &*found);
    return column;
}

dimension dimension_with_code(std::string table, std::string reject_code) {
    dimension made;
    made.label = table;
    made.table = std::move(table);
    made.natural_key = "code";
    made.key = "id";
    made.reject_code = std::move(reject_code);
    return made;
}

dimension store_dimension() {
    dimension made = dimension_with_code("store", "UNKNOWN_STORE");
    made.all = "all stores";
    return made;
}

dimension product_dimension() {
    return {.table = "product",
            .natural_key = "sku",
            .key = "id",
            .reject_code = "UNKNOWN_PRODUCT",
            .label = {},
            .all = {},
            .filled_by = {}};
}

dimension day_dimension() {
    return {.table = "calendar",
            .natural_key = "date",
            .natural_key_type = value_type::date,
            .key = "date",
            .key_type = value_type::date,
            .reject_code = "UNKNOWN_DATE",
            .label = {},
            .all = {},
            .filled_by = "generate_calendar"};
}

dimension location_dimension() {
    dimension made = dimension_with_code("location", "UNKNOWN_LOCATION");
    made.since = "1.5";
    return made;
}

std::span<const star* const> stars() {
    static const std::array<const star*, 2> shipped{&sales_star(), &orders_star()};
    return shipped;
}

std::span<const feed> feeds() {
    return sales_star().feeds;
}

const feed* find_feed_of_table(std::string_view table) {
    return feed_where([table](const feed& each) { return each.table == table; });
}

const feed* find_feed_of_view(std::string_view view) {
    return feed_where([view](const feed& each) { return each.view == view; });
}

}  // namespace forecast_warehouse::core
