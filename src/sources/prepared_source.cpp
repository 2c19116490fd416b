#include "sources/prepared_source.hpp"

#include "core/failure.hpp"
#include "load/session.hpp"
#include "postgres/spi.hpp"

namespace forecast_warehouse::sources {

prepared_source::prepared_source(file_reader& facts, Oid schema)
    : from(&facts.from()), extension_schema(schema), dimensions(made_dimensions(facts, schema)) {
    facts.prepare();
    for (const made_dimension& each : dimensions) {
        each.reader->prepare();
    }
}

load::load_options options_of(const source& from, std::string origin, TimestampTz started) {
    const core::source_options& options = from.options;
    load::load_options made{
        options.on_reject ? load::parse_reject_policy(*options.on_reject) : load::current_reject_policy(),
        options.on_duplicate ? load::parse_duplicate_policy(*options.on_duplicate)
                             : load::current_duplicate_policy(),
        std::move(origin),
        started,
        true,
        load::current_window_ends(),
        load::current_money_policy(),
        options.creates_unknown,
        options.observed};
    made.read_by = postgres::quoted(from.schema, from.name);
    return made;
}

load::load_outcome load_prepared(const prepared_source& prepared, load::arrival& rows,
                                 const load::load_options& options) {
    if (options.observed && rows.gives_way()) {
        throw core::failure(core::sqlstate::feature_not_supported,
                            "ON CONFLICT is not supported where windows are observed",
                            "Leave it out: rows that are known already change nothing.");
    }
    load::load_outcome outcome;
    in_time_zone(*prepared.from, [&] {
        if (!prepared.dimensions.empty() && rows.rows() > 0) {
            add_unknown_keys(prepared.dimensions, prepared.extension_schema, rows, options);
        }
        outcome =
            load::run_load(load::target(*prepared.from->feed, prepared.extension_schema), rows, options);
    });
    load::remember_load(outcome);
    return outcome;
}

}  // namespace forecast_warehouse::sources
