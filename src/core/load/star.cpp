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
