#include "load/retry.hpp"

#include <array>
#include <optional>
#include <string>

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

// The target and the source of a batch.
struct batch_origin {
    std::string table;
    std::string source;
};

// The journal may be an altered one. Its columns are read by their types, also by a superuser.
void expect_journal(const target& target) {
    using postgres::type_family;
    require_journal(target);
    constexpr std::array<postgres::shape_column, 3> batches{
        {{"id", type_family::whole}, {"target", type_family::text}, {"source", type_family::text}}};
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

batch_origin origin_of(const target& any, std::int64_t batch) {
    postgres::execute(fmt::format("SELECT b.target::pg_catalog.text, b.source::pg_catalog.text FROM {} AS b "
                                  "WHERE b.id OPERATOR(pg_catalog.=) $1",
                                  any.beside("load_batch")),
                      postgres::arguments().add(INT8OID, Int64GetDatum(batch)));
    if (postgres::result_rows() == 0) {
        throw core::failure(core::sqlstate::invalid_parameter_value,
                            fmt::format("batch_id \"{}\" does not exist in load_batch", batch),
                            "load_batch lists the loads; the column rejected counts what they set aside.");
    }
    batch_origin origin{postgres::result_text(0, 1).value_or(""), postgres::result_text(0, 2).value_or("")};
    postgres::free_result();
    return origin;
}

// Rows that a function computed are computed again, because their sources may have changed.
const core::feed& feed_of(const batch_origin& origin, std::int64_t batch, Oid schema) {
    const core::feed* feed = core::find_feed_of_table(origin.table);
    const bool is_computed = origin.source == "rollup_sales";
    if (feed == nullptr || is_computed) {
        throw core::failure(core::sqlstate::object_not_in_prerequisite_state,
                            fmt::format("rows of batch {} cannot be loaded again: {} computed them", batch,
                                        core::quoted(origin.source)),
                            fmt::format("Call {} again.", is_computed ? "rollup_sales" : "the function"));
    }
    return feed_in(*feed, schema);
}

const char* sql_type(const core::feed_column& column) {
    return postgres::guard([&column] { return format_type_be_qualified(arriving_type(column)); });
}

// The rows in the order in which they arrived: their number and version, then the feed's columns.
std::string rows_of_batch(const target& target) {
    std::string list;
    std::string types;
    for (const core::feed_column& column : core::arriving_columns(target.feed())) {
        list += fmt::format(", d.{}", postgres::quoted(column.name));
        types += fmt::format("{}{} {}", types.empty() ? "" : ", ", postgres::quoted(column.name),
                             sql_type(column));
    }
    return fmt::format(
        "SELECT r.row_number::pg_catalog.int8, r.ctid{} FROM {} AS r "
        "CROSS JOIN LATERAL pg_catalog.jsonb_to_record(r.row_data) AS d ({}) "
        "WHERE r.batch_id OPERATOR(pg_catalog.=) $1 ORDER BY r.row_number",
        list, target.beside("load_reject"), types);
}

TupleDesc describe_stored(const core::feed& feed) {
    postgres::row_type type;
    type.add("original", INT8OID).add("version", TIDOID);
    for (const core::feed_column& column : core::arriving_columns(feed)) {
        type.add(column.name.c_str(), arriving_type(column));
    }
    return type.describe();
}

// row_data has NULL for a column that a row left out. So NULL keeps the stored value of an optional column.
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

// One retry, from the rows of load_reject to the journal.
class retry {
public:
    retry(const core::feed& feed, Oid schema, std::int64_t batch)
        : target_(feed, schema),
          rows_(feed, postgres::tuple_store(describe_arriving(feed))),
          retried_{batch, postgres::tuple_store(retried_rows::describe()), 0} {}

    void read() {
        target_.lock_dimensions();
        target_.take_turns("load_reject");
        expect_journal(target_);
        postgres::tuple_store stored(describe_stored(target_.feed()));
        postgres::execute_into(rows_of_batch(target_), stored,
                               postgres::arguments().add(INT8OID, Int64GetDatum(retried_.batch)));
        row_block block(stored.description()->natts);
        while (stored.read(block)) {
            for (std::size_t row = 0; row < block.size(); ++row) {
                take(block.view(row));
            }
        }
        stored.end();
    }

    load_outcome run(TimestampTz started) {
        load_outcome outcome =
            run_load(target_, rows_,
                     {reject_policy::quarantine, current_duplicate_policy(),
                      fmt::format("retry of batch {}", retried_.batch), started, true, current_window_ends(),
                      current_money_policy(), false, false, &retried_});
        rows_.store().end();
        retried_.numbers.end();
        return outcome;
    }

private:
    void take(const postgres::row_view& stored) {
        Datum numbers[]{Int64GetDatum(++retried_.rows), stored.values[0], stored.values[1]};
        bool nulls[]{false, false, false};
        const postgres::row_view row{stored.values + 2, stored.nulls + 2};
        retried_.numbers.put({postgres::row_view{numbers, nulls}});
        rows_.store().put({row});
        rows_.record(1, left_out(target_.feed(), row));
    }

    target target_;
    arrival rows_;
    retried_rows retried_;
};

}  // namespace

load_outcome retry_rejects(Oid schema, std::int64_t batch) {
    const TimestampTz started = GetCurrentTimestamp();
    const postgres::arena memory("retry");
    const postgres::inside inside(memory);
    std::optional<retry> rows;
    batch_origin origin;
    postgres::with_spi([&] {
        const target any(*core::find_feed_of_table("store"), schema);
        expect_journal(any);
        origin = origin_of(any, batch);
    });
    rows.emplace(feed_of(origin, batch, schema), schema, batch);
    postgres::with_spi([&] { rows->read(); });
    return rows->run(started);
}

}  // namespace forecast_warehouse::load
