#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "core/load/feed.hpp"

namespace forecast_warehouse::core {

// A star as data: the engine of loads knows no other tables than those that a description names. A second
// star is a second description. It may be made at run time.
struct star {
    dimension_list dimensions;        // in the order in which loads lock them
    std::vector<feed> feeds;          // in the order in which a warehouse is filled
    std::vector<std::size_t> series;  // the two dimensions of a series, as positions in dimensions
};

// A column that is the natural key of a dimension, which is known by its table. target: the column of the
// fact that refers to it. Throws std::logic_error when the list has no such dimension.
feed_column make_key(const dimension_list& dimensions, std::string_view table, std::string name,
                     std::string target, when_missing missing = when_missing::reject);

// A dimension with the natural key code and the key id.
dimension dimension_with_code(std::string table, std::string reject_code);

// The dimensions that both shipped stars have.
dimension store_dimension();
dimension product_dimension();
dimension day_dimension();
dimension location_dimension();

// The stars that the extension ships, and their calendar, which generate_calendar alone loads.
const star& sales_star();
const star& orders_star();
const feed& calendar_feed();

// All shipped stars.
std::span<const star* const> stars();

// The feeds of the star of sales.
std::span<const feed> feeds();

// The feed of a table or of a view in any shipped star; NULL when there is none.
const feed* find_feed_of_table(std::string_view table);
const feed* find_feed_of_view(std::string_view view);

}  // namespace forecast_warehouse::core
