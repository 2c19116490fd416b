#include "sources/retry_source.hpp"

#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include "core/failure.hpp"
#include "core/text.hpp"
#include "postgres/enter.hpp"
#include "postgres/guard.hpp"
#include "postgres/rights.hpp"
#include "postgres/spi.hpp"
#include "sources/catalog.hpp"
#include "sources/create_source.hpp"
#include "sources/load_source.hpp"
#include "sources/prepared_source.hpp"

namespace forecast_warehouse::sources {
namespace {

// The source of a batch, and its view.
struct found_source {
    source from;
    Oid view;
};

void require_use(Oid view, const load::retried_batch& batch) {
    if (!may_use(view)) {
        const std::string role(
            postgres::guard([]() -> const char* { return GetUserNameFromId(GetUserId(), false); }));
        throw core::failure(core::sqlstate::insufficient_privilege,
                            fmt::format("permission denied for source {}", batch.read_by),
                            fmt::format("It reads the rows of batch {}: GRANT INSERT ON {} TO {};", batch.id,
                                        name_of(view), postgres::quoted(role)));
    }
}

found_source find_source(Oid extension_schema, const load::retried_batch& batch) {
    const view_name named = parse_name(batch.read_by);
    std::optional<found_source> found;
    postgres::with_spi([&] {
        const Oid view = view_of_key(extension_schema, {named.schema, named.name});
        const auto stored = find_stored(extension_schema, named.schema, named.name);
        if (OidIsValid(view) && stored) {
            found = {read_stored(extension_schema, *stored), view};
        }
    });
    if (!found) {
        throw core::failure(core::sqlstate::undefined_table,
                            fmt::format("source {} does not exist", batch.read_by),
                            fmt::format("It read the rows of batch {}. Make it again as it was by "
                                        "create_source(), or load the rows in another way.",
                                        batch.id));
    }
    require_use(found->view, batch);
    // Rows without a time zone of their own are of the moment that they were when they came.
    core::source_options& options = found->from.options;
    options.time_zone = options.time_zone.empty() ? batch.time_zone : options.time_zone;
    return *std::move(found);
}

[[noreturn]] void refuse_target(const load::retried_batch& batch) {
    throw core::failure(core::sqlstate::object_not_in_prerequisite_state,
                        fmt::format("source {} does not load {} any more", batch.read_by, batch.table),
                        fmt::format("It did when it read the rows of batch {}. Make it again as it was, or "
                                    "load the rows in another way.",
                                    batch.id));
}

// Runs a body. Its errors say which source they are about.
template <class Body>
void naming_source(const load::retried_batch& batch, Body&& body) {
    const auto named = [&batch](const char* message) {
        return fmt::format("source {} cannot read the rows of batch {}: {}", batch.read_by, batch.id,
                           message == nullptr ? "" : message);
    };
    try {
        std::forward<Body>(body)();
    } catch (const core::failure& error) {
        throw core::failure(error.sqlstate(), named(error.what()), error.hint(), error.detail());
    } catch (const postgres::pg_error& error) {
        const std::string message = named(error.data()->message);
        postgres::guard([&] {
            ErrorData* shown = error.data();
            shown->message = MemoryContextStrdup(postgres::error_memory(), message.c_str());
            shown->hint = shown->hint == nullptr
                              ? MemoryContextStrdup(postgres::error_memory(),
                                                    "Make the source again so that it fits to row_data.")
                              : shown->hint;
        });
        throw;
    }
}

// Rows of the facts, whose unknown keys are made as in every load of the source.
load::load_outcome retry_facts(Oid extension_schema, const load::retried_batch& batch,
                               const std::shared_ptr<file_reader>& reader, TimestampTz started) {
    std::optional<prepared_source> prepared;
    naming_source(batch, [&] { prepared.emplace(*reader, extension_schema); });
    load::retry rows(*reader->from().feed, extension_schema, batch, reader);
    postgres::with_spi([&] { rows.read(); });
    load::load_outcome outcome =
        load_prepared(*prepared, rows.rows(), rows.options(options_of(reader->from(), {}, started)));
    rows.end();
    return outcome;
}

// Rows of a dimension, which only come to be where they are missing.
load::load_outcome retry_dimension(Oid extension_schema, const load::retried_batch& batch,
                                   const file_reader& facts, TimestampTz started) {
    const std::vector<made_dimension> made = made_dimensions(facts, extension_schema);
    const auto found = std::find_if(made.begin(), made.end(), [&](const made_dimension& each) {
        return each.feed->table == batch.table;
    });
    if (found == made.end()) {
        refuse_target(batch);
    }
    naming_source(batch, [&] { found->reader->prepare(); });
    load::retry rows(*found->feed, extension_schema, batch, found->reader);
    postgres::with_spi([&] { rows.read(); });
    rows.rows().give_way();
    load::load_outcome outcome;
    load::load_options options = rows.options(options_of(facts.from(), {}, started));
    options.observed = false;
    in_time_zone(facts.from(), [&] { outcome = load::run_load(rows.into(), rows.rows(), options); });
    rows.end();
    return outcome;
}

}  // namespace

load::load_outcome retry_rejects(Oid extension_schema, const load::retried_batch& batch) {
    const TimestampTz started = GetCurrentTimestamp();
    const postgres::arena memory("retry");
    const postgres::inside inside(memory);
    const found_source found = find_source(extension_schema, batch);
    load::load_outcome outcome;
    with_view(found.view, [&](Relation view) {
        std::shared_ptr<file_reader> reader;
        naming_source(batch, [&] { reader = reader_of(found.from, view); });
        outcome = reader->from().feed->table == batch.table
                      ? retry_facts(extension_schema, batch, reader, started)
                      : retry_dimension(extension_schema, batch, *reader, started);
    });
    return outcome;
}

}  // namespace forecast_warehouse::sources
