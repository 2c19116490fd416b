#pragma once

#include <string>
#include <utility>
#include <vector>

#include "load/load.hpp"
#include "postgres/guard.hpp"
#include "postgres/setting.hpp"
#include "sources/file_reader.hpp"
#include "sources/unknown_keys.hpp"

namespace forecast_warehouse::sources {

// A source whose reader is prepared, and those of the dimensions that it makes, in the current memory
// context.
struct prepared_source {
    prepared_source(file_reader& facts, Oid schema);

    const source* from;
    Oid extension_schema;
    std::vector<made_dimension> dimensions;
};

// How the rows of a source are loaded. origin: of the rows, for load_batch.
load::load_options options_of(const source& from, std::string origin, TimestampTz started);

// Makes the unknown keys of the rows where the source does so, and loads the rows.
load::load_outcome load_prepared(const prepared_source& prepared, load::arrival& rows,
                                 const load::load_options& options);

// Runs a body in the time zone of the source.
template <class Body>
void in_time_zone(const source& from, Body&& body) {
    if (from.options.time_zone.empty()) {
        std::forward<Body>(body)();
    } else {
        postgres::with_setting("timezone", from.options.time_zone.c_str(), std::forward<Body>(body));
    }
}

// Opens the view as long as the body runs.
template <class Body>
void with_view(Oid view, Body&& body) {
    Relation relation = postgres::guard([view] { return relation_open(view, AccessShareLock); });
    std::forward<Body>(body)(relation);
    postgres::guard([relation] { relation_close(relation, NoLock); });
}

}  // namespace forecast_warehouse::sources
