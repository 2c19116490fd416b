#pragma once

#include <utility>

#include "postgres/setting.hpp"

namespace forecast_warehouse::sources {

// Runs a body whose scans give the rows of a table in the order in which they were written. The header of a
// file comes first in it.
template <class Body>
void in_stored_order(Body&& body) {
    postgres::with_setting("synchronize_seqscans", "off", [&] {
        postgres::with_setting("max_parallel_workers_per_gather", "0", std::forward<Body>(body));
    });
}

}  // namespace forecast_warehouse::sources
