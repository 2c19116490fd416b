#include "load/retry.hpp"

#include <array>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "core/failure.hpp"
#include "core/load/star.hpp"
#include "core/text.hpp"
#include "load/journal.hpp"
#include "load/retried_rows.hpp"
#include "postgres/datums.hpp"
#include "postgres/guard.hpp"
#include "postgres/relation_shape.hpp"
#include "postgres/spi.hpp"

namespace forecast_warehouse::load {
namespace {

using postgres::row_block;

// The journal may be an altered one. Its columns are read by their types, also by a superuser.
void expect_journal(const target& target) {
    using postgres::type_family;
    require_journal(target);
    constexpr std::array<postgres::shape_column, 5> batches{{{"id", type_family::whole},
                                                             {"target", type_family::text},
                                                             {"source", type_family::text},
                                                             {"read_by", type_family::text},
                                                             {"time_zone", type_family::text}}};
    constexpr std::array<postgres::shape_column, 2> rejects{
        {{"batch_id", type_family::whole}, {"row_number", type_family::whole}}};
    postgres::expect_shape(target.schema(), "load_batch", batches, postgres::table_use::written);
    const Oid relation =
        postgres::expect_shape(target.schema(), "load_reject", rejects, postgres::table_use::written);
    const Oid type =
        postgres::guard([relation] { return get_atttype(relation, get_attnum(relation, "row_data")); });
    if (type != JSONBOID) {
        throw core::failure(core::sqlstate::datatype_mismatch,
                            R"(column "row_data" of table "load_reject" must be of type jsonb)",
                            "Give the column its name and its type back.");
    }
}

// Rows that a function computed are computed again, because their sources may have changed.
const core::feed& feed_of(const retried_batch& batch, Oid schema) {
    const core::feed* feed = core::find_feed_of_table(batch.table);
    const bool is_computed =
        batch.source == "rollup_sales" || batch.source == "rollup_orders" || batch.source == "run_etl";
    // The feed of users' own columns loads the rows with these.
    if (feed != nullptr && std::string_view(batch.source).find("_custom_feed") != std::string_view::npos) {
        throw core::failure(
            core::sqlstate::feature_not_supported,
            fmt::format("rows of batch {} have columns of {}", batch.id, batch.source),
            fmt::format("Load them there: INSERT INTO {0} SELECT r.* FROM load_reject, "
                        "jsonb_populate_record(NULL::{0}, row_data) AS r WHERE batch_id = {1}",
                        batch.source, batch.id));
    }
    if (feed == nullptr || is_computed) {
        throw core::failure(core::sqlstate::object_not_in_prerequisite_state,
                            fmt::format("rows of batch {} cannot be loaded again: {} computed them", batch.id,
                                        core::quoted(batch.source)),
                            fmt::format("Call {} again.", is_computed ? batch.source : "the function"));
    }
    return feed_in(*feed, schema);
}

// A column of the rows as they are in row_data.
struct stored_column {
    std::string name;
    Oid type;
};

std::vector<stored_column> columns_of(const core::feed& feed, const row_reader* reader) {
    std::vector<stored_column> columns;
    if (reader != nullptr) {
        for (const std::string& each : reader->columns()) {
            columns.push_back({each, TEXTOID});
        }
        return columns;
    }
    for (const core::feed_column& each : core::arriving_columns(feed)) {
        columns.push_back({each.name, arriving_type(each)});
    }
    return columns;
}

// Whether row_data has the columns $2, and no others, as an expression over "r".
constexpr const char* has_columns =
    "CASE WHEN pg_catalog.jsonb_typeof(r.row_data) OPERATOR(pg_catalog.=) 'object' "
    "THEN r.row_data OPERATOR(pg_catalog.?&) $2 AND pg_catalog.cardinality($2) OPERATOR(pg_catalog.=) "
    "(SELECT pg_catalog.count(*) FROM pg_catalog.jsonb_object_keys(r.row_data)) ELSE false END";

// The rows in the order in which they arrived: their number and version, whether they have the columns of a
// reader, then their columns.
std::string rows_of_batch(const target& target, const row_reader* reader) {
    std::string list;
    std::string types;
    for (const stored_column& column : columns_of(target.feed(), reader)) {
        const char* type = postgres::guard([&column] { return format_type_be_qualified(column.type); });
        list += fmt::format(", d.{}", postgres::quoted(column.name));
        types += fmt::format("{}{} {}", types.empty() ? "" : ", ", postgres::quoted(column.name), type);
    }
    return fmt::format(
        "SELECT r.row_number::pg_catalog.int8, r.ctid, {}{} FROM {} AS r "
        "CROSS JOIN LATERAL pg_catalog.jsonb_to_record({}) AS d ({}) "
        "WHERE r.batch_id OPERATOR(pg_catalog.=) $1 ORDER BY r.row_number",
        reader != nullptr ? has_columns : "true", list, target.beside("load_reject"),
        reader != nullptr ? "CASE WHEN pg_catalog.jsonb_typeof(r.row_data) OPERATOR(pg_catalog.=) 'object' "
                            "THEN r.row_data ELSE '{}' END"
                          : "r.row_data",
        types);
}

TupleDesc describe(postgres::row_type type, const std::vector<stored_column>& columns) {
    for (const stored_column& column : columns) {
        type.add(column.name.c_str(), column.type);
    }
    return type.describe();
}

TupleDesc describe_stored(const std::vector<stored_column>& columns) {
    postgres::row_type type;
    type.add("original", INT8OID).add("version", TIDOID).add("fits", BOOLOID);
    return describe(std::move(type), columns);
}

// Feeds: row_data has NULL for a column that a row left out. So NULL keeps the stored value of an optional
// column.
core::column_set left_out(const core::feed& feed, const postgres::row_view& row) {
    core::column_set columns;
    for (int column = 0; column < static_cast<int>(core::arriving_columns(feed).size()); ++column) {
        const core::when_missing missing = feed.columns[static_cast<std::size_t>(column)].missing;
        if (row.nulls[column] &&
            (missing == core::when_missing::keep || missing == core::when_missing::zero)) {
            columns.insert(column);
        }
    }
    return columns;
}

}  // namespace

retried_batch find_batch(Oid schema, std::int64_t id) {
    retried_batch found{id, {}, {}, {}, {}};
    postgres::with_spi([&] {
        const target any(*core::find_feed_of_table("store"), schema);
        expect_journal(any);
        postgres::execute(fmt::format("SELECT b.target::pg_catalog.text, b.source::pg_catalog.text, "
                                      "b.read_by::pg_catalog.text, b.time_zone::pg_catalog.text FROM {} AS b "
                                      "WHERE b.id OPERATOR(pg_catalog.=) $1",
                                      any.beside("load_batch")),
                          postgres::arguments().add(INT8OID, Int64GetDatum(id)));
        if (postgres::result_rows() == 0) {
            throw core::failure(
                core::sqlstate::invalid_parameter_value,
                fmt::format("batch_id \"{}\" does not exist in load_batch", id),
                "load_batch lists the loads; the column rejected counts what they set aside.");
        }
        found.table = postgres::result_text(0, 1).value_or("");
        found.source = postgres::result_text(0, 2).value_or("");
        found.read_by = postgres::result_text(0, 3).value_or("");
        found.time_zone = postgres::result_text(0, 4).value_or("");
        postgres::free_result();
    });
    return found;
}

retry::retry(const core::feed& feed, Oid schema, const retried_batch& batch,
             const std::shared_ptr<row_reader>& reader)
    : target_(feed, schema),
      batch_(&batch),
      rows_(feed, postgres::tuple_store(describe({}, columns_of(feed, reader.get()))), reader),
      retried_{batch.id, postgres::tuple_store(retried_rows::describe()), 0} {}

void retry::read() {
    target_.lock_dimensions();
    target_.take_turns("load_reject");
    expect_journal(target_);
    const row_reader* reader = rows_.reader().get();
    postgres::tuple_store stored(describe_stored(columns_of(target_.feed(), reader)));
    postgres::execute_into(rows_of_batch(target_, reader), stored, batch_arguments());
    row_block block(stored.description()->natts);
    while (stored.read(block)) {
        for (std::size_t row = 0; row < block.size(); ++row) {
            take(block.view(row));
        }
    }
    stored.end();
}

postgres::arguments retry::batch_arguments() const {
    postgres::arguments made;
    made.add(INT8OID, Int64GetDatum(batch_->id));
    if (rows_.reader()) {
        std::vector<Datum> names;
        for (const std::string& each : rows_.reader()->columns()) {
            names.push_back(postgres::text_datum(each));
        }
        made.add_array(TEXTOID, std::move(names));
    }
    return made;
}

void retry::take(const postgres::row_view& stored) {
    constexpr int before = 3;
    if (!DatumGetBool(stored.values[2])) {
        refuse_misfit(DatumGetInt64(stored.values[0]));
    }
    Datum numbers[]{Int64GetDatum(++retried_.rows), stored.values[0], stored.values[1]};
    bool nulls[]{false, false, false};
    const postgres::row_view row{stored.values + before, stored.nulls + before};
    retried_.numbers.put({postgres::row_view{numbers, nulls}});
    rows_.store().put({row});
    rows_.record(1, rows_.reader() ? rows_.reader()->left_out() : left_out(target_.feed(), row));
}

// A correction may have changed the columns of a row, or its source has others now.
void retry::refuse_misfit(std::int64_t row_number) const {
    postgres::execute(
        fmt::format("SELECT (SELECT n.name FROM pg_catalog.unnest($2) WITH ORDINALITY AS n (name, place) "
                    "WHERE NOT r.row_data OPERATOR(pg_catalog.?) n.name ORDER BY n.place LIMIT 1), "
                    "(SELECT k.name FROM pg_catalog.jsonb_object_keys(CASE WHEN "
                    "pg_catalog.jsonb_typeof(r.row_data) OPERATOR(pg_catalog.=) 'object' THEN r.row_data "
                    "ELSE '{{}}' END) AS k (name) WHERE k.name OPERATOR(pg_catalog.<>) ALL ($2) "
                    "ORDER BY k.name COLLATE pg_catalog.\"C\" LIMIT 1) "
                    "FROM {} AS r WHERE r.batch_id OPERATOR(pg_catalog.=) $1 "
                    "AND r.row_number OPERATOR(pg_catalog.=) {}",
                    target_.beside("load_reject"), row_number),
        batch_arguments());
    const bool is_there = postgres::result_rows() > 0;
    const auto missing = is_there ? postgres::result_text(0, 1) : std::nullopt;
    const auto other = is_there ? postgres::result_text(0, 2) : std::nullopt;
    std::string detail = missing ? fmt::format("row_data has no {}.", core::quoted(*missing)) : "";
    detail += missing && other ? " " : "";
    detail += other ? fmt::format("The source has no {}.", core::quoted(*other)) : "";
    throw core::failure(core::sqlstate::object_not_in_prerequisite_state,
                        fmt::format("row {} of batch {} does not have the columns of source {}", row_number,
                                    batch_->id, batch_->read_by),
                        "Correct the names in row_data, or make the source again as it was.", detail);
}

load_options retry::options(load_options of_load) const {
    of_load.rejects = reject_policy::quarantine;
    of_load.source = fmt::format("retry of batch {}", batch_->id);
    of_load.retried = &retried_;
    return of_load;
}

void retry::end() {
    rows_.store().end();
    retried_.numbers.end();
}

load_outcome retry_rejects(Oid schema, const retried_batch& batch) {
    const TimestampTz started = GetCurrentTimestamp();
    const postgres::arena memory("retry");
    const postgres::inside inside(memory);
    retry rows(feed_of(batch, schema), schema, batch);
    postgres::with_spi([&] { rows.read(); });
    load_outcome outcome = run_load(rows.into(), rows.rows(),
                                    rows.options({reject_policy::quarantine,
                                                  current_duplicate_policy(),
                                                  {},
                                                  started,
                                                  true,
                                                  current_window_ends(),
                                                  current_money_policy()}));
    rows.end();
    return outcome;
}

}  // namespace forecast_warehouse::load
