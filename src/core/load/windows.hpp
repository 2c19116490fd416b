#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/day_number.hpp"

namespace forecast_warehouse::core {

// 2024-01-31; 0044-03-15 BC for a day before year 1.
std::string day_text(day_number day);

// The outcome of a window that arrives.
struct placed_window {
    bool accepted;
    day_number to;            // its last day once its neighbours are known
    std::ptrdiff_t replaces;  // index of the stored window with the same first day; -1: none
    window in_the_way;        // the window that one which is not accepted would overlap
};

// A stored window that has to end earlier, because a new one starts.
struct closed_window {
    std::size_t stored;
    day_number to;
};

// A window that is not accepted, and the one that keeps it out.
struct overlap {
    window arriving{};
    window in_the_way{};
};

struct placement {
    std::vector<placed_window> arriving;
    std::vector<closed_window> closed;
};

// Fits arriving windows of one series between the stored ones.
//
// The first day identifies a window: one that arrives with the first day of a stored window replaces it. An
// open window ends on the day before the next one starts, whichever of them was stored first. So a replayed
// file changes nothing. A window with an end of its own keeps it. A window that it overlaps is not accepted,
// nor is one whose own end overlaps another.
//
// Stored windows may overlap already, written by hand. No such overlap grows, and every open one ends as
// above. Of several stored windows with one first day, the first in the list can be replaced.
//
// Both lists must be sorted by first day, with from <= to in every window. No two arriving windows have the
// same first day.
placement fit_windows(const std::vector<window>& stored, const std::vector<window>& arriving);

}  // namespace forecast_warehouse::core
