#pragma once

#include <algorithm>

#include "core/load/feed.hpp"

namespace forecast_warehouse::core {

// Rows that are adopted arrive with their ids, into a table that was empty.
inline bool gives_id(const feed& feed) noexcept {
    return std::any_of(feed.columns.begin(), feed.columns.end(),
                       [](const feed_column& each) { return each.target == "id"; });
}

// An integer of 64 bits has this limit. Other integers have none, and 32 bits.
inline constexpr int bits_of_big = 64;

inline bool is_big(const feed_column& column) noexcept {
    return column.type == value_type::integer && column.limit == bits_of_big;
}

}  // namespace forecast_warehouse::core
