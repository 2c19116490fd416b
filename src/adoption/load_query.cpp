#include "adoption/load_query.hpp"

#include <algorithm>
#include <memory>
#include <vector>

#include <fmt/format.h>

#include "adoption/mapping.hpp"
#include "adoption/texts.hpp"
#include "core/failure.hpp"
#include "core/load/given_ids.hpp"
#include "core/text.hpp"
#include "load/session.hpp"
#include "load/target.hpp"
#include "postgres/guard.hpp"
#include "postgres/spi.hpp"
#include "sources/file_reader.hpp"
#include "sources/prepared_source.hpp"
#include "sources/relation_texts.hpp"

namespace forecast_warehouse::adoption {
namespace {

// A column of the query, and its text.
struct given_column {
    std::string name;
    Oid type;
};

std::vector<given_column> columns_of_query(const std::string& query) {
    postgres::execute(fmt::format("SELECT * FROM ({}\n) AS given LIMIT 0", query));
    std::vector<given_column> columns;
    for (int column = 0; column < SPI_tuptable->tupdesc->natts; ++column) {
        const FormData_pg_attribute* attribute = TupleDescAttr(SPI_tuptable->tupdesc, column);
        columns.push_back(
            {NameStr(attribute->attname), postgres::guard([=] { return getBaseType(attribute->atttypid); })});
    }
    postgres::free_result();
    return columns;
}

// A float is written with all its digits, and never with an exponent. A moment is read as its day.
std::string text_of_column(const given_column& column, const core::feed& feed) {
    const std::string name = "given." + postgres::quoted(column.name);
    const int at = core::column_named(feed, column.name);
    const bool is_day = at >= 0 && feed.columns[static_cast<std::size_t>(at)].type == core::value_type::date;
    const bool is_float = column.type == FLOAT4OID || column.type == FLOAT8OID;
    const bool is_moment = column.type == TIMESTAMPOID || column.type == TIMESTAMPTZOID;
    return fmt::format("CAST({} AS pg_catalog.text)", is_float ? fmt::format("CAST({} AS numeric)", name)
                                                      : is_moment && is_day
                                                          ? fmt::format("CAST({} AS pg_catalog.date)", name)
                                                          : name);
}

// The feed with the id as a column that arrives. See core/load/given_ids.hpp.
core::feed with_id(const core::feed& feed, Oid relation) {
    const Oid type = postgres::guard([=] {
        const AttrNumber number = get_attnum(relation, "id");
        return number > 0 ? get_atttype(relation, number) : InvalidOid;
    });
    core::feed made = feed;
    core::feed_column id{"id", "id", core::value_type::integer};
    id.limit = type == INT8OID ? core::bits_of_big : 0;
    made.columns.insert(made.columns.end() - static_cast<std::ptrdiff_t>(made.hidden), std::move(id));
    return core::describe(std::move(made));
}

// The columns of the calendar that other schemas lack. generate_calendar() fills them, and they stay.
core::feed calendar_of(const core::feed& feed) {
    core::feed made = feed;
    for (core::feed_column& each : made.columns) {
        if (each.missing == core::when_missing::null) {
            each.missing = core::when_missing::keep;
        }
    }
    return core::describe(std::move(made));
}

void expect_empty(const load::target& target) {
    if (is_true(fmt::format("SELECT EXISTS (SELECT 1 FROM {})", target.table()))) {
        throw core::failure(core::sqlstate::object_not_in_prerequisite_state,
                            fmt::format("table {} must be empty to keep the ids of other rows",
                                        core::quoted(target.feed().table)),
                            "Set keep_ids to false: rows get new ids.");
    }
}

load::load_outcome load_rows(Oid schema, const core::feed& feed, const query_load& wanted) {
    sources::source from;
    from.feed = &feed;
    std::vector<given_column> columns;
    postgres::with_spi([&] {
        columns = columns_of_query(wanted.query);
        from.options = sources::read_options(wanted.options);
    });
    std::string list;
    for (const given_column& each : columns) {
        from.columns.push_back(each.name);
        list += (list.empty() ? "" : ", ") + text_of_column(each, feed);
    }
    core::file_shape shape = from.shape();
    const auto reader = std::make_shared<sources::file_reader>(std::move(from), std::move(shape));
    const sources::prepared_source prepared(*reader, schema);
    load::arrival rows(feed, postgres::tuple_store(reader->describe_rows()), reader);
    postgres::with_spi([&] {
        sources::with_iso_days([&] {
            postgres::execute_into(fmt::format("SELECT {} FROM ({}\n) AS given", list, wanted.query),
                                   rows.store());
        });
        rows.record(static_cast<std::int64_t>(postgres::result_rows()), reader->left_out());
    });
    load::load_options options{wanted.rejects, load::duplicate_policy::error, wanted.source,
                               GetCurrentTimestamp()};
    options.ends = load::current_window_ends();
    load::load_outcome outcome = sources::load_prepared(prepared, rows, options);
    rows.store().end();
    return outcome;
}

}  // namespace

load::load_outcome load_query(Oid schema, const query_load& wanted) {
    const core::feed& feed = feed_of(wanted.table, schema);
    const load::target target(feed, schema);
    const postgres::arena memory("adoption");
    const postgres::inside inside(memory);
    if (wanted.table == "calendar") {
        const core::feed lasting = calendar_of(feed);
        return load_rows(schema, lasting, wanted);
    }
    if (!wanted.keep_ids || !feed.surrogate) {
        return load_rows(schema, feed, wanted);
    }
    postgres::with_spi([&] { expect_empty(target); });
    const core::feed identified = with_id(feed, target.relation());
    return load_rows(schema, identified, wanted);
}

}  // namespace forecast_warehouse::adoption
