#pragma once

#include <cstdint>
#include <vector>

#include "core/day_number.hpp"
#include "core/load/feed.hpp"

namespace forecast_warehouse::core {

// A window, and what is in force in it: a number such as a price in cents.
struct valued_window {
    window days;
    std::int64_t value;
};

// The windows of a series once its observations are known.
struct observed_windows {
    std::vector<valued_window> windows;  // by first day, without overlaps
    std::vector<bool> changes;           // by observation: whether it changed the windows before it
};

// Merges observations into the windows of one series.
//
// An observation with a last day says what is in force on its days, and replaces all else on them. Without
// one (no_end) its value holds until another value begins. It holds to the end of the window in which it
// begins, or to the day before the next window. It changes nothing in a window that has its value already.
//
// Neighbours with one value become one window. So each day has the value of the last observation of it. The
// same observations change nothing the next time.
//
// Both lists must be sorted by first day, with from <= to. Stored windows must not overlap.
observed_windows merge_observations(const std::vector<valued_window>& stored,
                                    const std::vector<valued_window>& observations);

// Whether the rows of a feed are windows of a price: of one column of money.
bool has_price_windows(const feed& feed) noexcept;

}  // namespace forecast_warehouse::core
