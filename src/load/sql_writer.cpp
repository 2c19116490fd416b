#include "load/sql_writer.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "core/failure.hpp"
#include "load/attempts.hpp"
#include "load/batch_rows.hpp"
#include "load/dropped_rows.hpp"
#include "load/key_locks.hpp"
#include "load/shapes.hpp"
#include "load/written_rows.hpp"
#include "postgres/guard.hpp"
#include "postgres/named_rows.hpp"
#include "postgres/progress.hpp"
#include "postgres/subtransaction.hpp"
#include "postgres/table_facts.hpp"

namespace forecast_warehouse::load {
namespace {

bool anywhere(const postgres::row_view& /*last*/, const postgres::row_view& /*next*/) {
    return true;
}

std::vector<Datum> as_datums(const std::vector<std::int64_t>& numbers) {
    std::vector<Datum> values;
    values.reserve(numbers.size());
    for (const std::int64_t number : numbers) {
        values.push_back(Int64GetDatum(number));
    }
    return values;
}

}  // namespace

void sql_writer::outcome::add(outcome more) {
    inserted += more.inserted;
    updated += more.updated;
    rejects.insert(rejects.end(), more.rejects.begin(), more.rejects.end());
}

sql_writer::sql_writer(const target& target, const core::keep_sets& keep_sets, reject_log& rejects)
    : target_(&target),
      text_(target, keep_sets),
      rejects_(&rejects),
      direct_(direct_writer::make(target, keep_sets)),
      watches_(postgres::may_leave_out_rows(target.relation())) {}

// Whether unchanged rows, which are not locked, may be of another moment than the others. Not where there are
// none, for written rows are locked; nor where nothing else was done than to read all rows by one statement.
bool sql_writer::is_of_two_moments(const batch& all, const outcome& written) {
    const std::int64_t changed = written.inserted + written.updated;
    const auto rejected = static_cast<std::int64_t>(written.rejects.size());
    const bool read_only = changed == 0 && rejected == 0 && all.rows <= batch_size;
    return changed + rejected < all.rows && !read_only;
}

void sql_writer::write(batch& all, load_counts& counts) {
    if (rejects_->fails_load()) {
        return;
    }
    // One row cannot be mixed, and with one snapshot for the whole transaction a conflict is an error.
    const bool may_be_mixed = all.rows > 1 && !IsolationUsesXactSnapshot();
    outcome written;
    const auto at_once = [&] {
        const std::uint64_t ended_before = postgres::ended_transactions();
        written = write_batches(all);
        return !may_be_mixed || ended_before == postgres::ended_transactions() ||
               !is_of_two_moments(all, written) || stands(all, written.rejects);
    };
    attempted first = attempted::lost;
    for (int count = 1; count <= (direct_ ? 2 : 1) && first == attempted::lost; ++count) {
        first = attempt_once(*target_, count, at_once, [&] { refuse_stale(all); });
    }
    if (first != attempted::kept) {
        written = write_carefully(all);
    }
    counts.inserted += written.inserted;
    counts.updated += written.updated;
    counts.unchanged +=
        all.rows - written.inserted - written.updated - static_cast<std::int64_t>(written.rejects.size());
    for (const core::reject& each : written.rejects) {
        rejects_->add(each);
    }
}

sql_writer::outcome sql_writer::write_batches(batch& all) {
    outcome total;
    std::optional<postgres::statement> statement;
    const auto by_statement = [&](batch& part) {
        if (!statement) {
            statement.emplace(prepare(part, unchanged_rows::left_alone));
        }
        total.add(run(part, *statement));
        postgres::progress::advance(part.rows);
    };
    postgres::progress::enter(postgres::progress::stage::writing, all.rows);
    if (direct_) {
        direct_writer::outcome direct;
        direct_->write(all, direct, by_statement);
        total.add({direct.inserted, direct.updated, std::move(direct.rejects)});
    } else {
        for_each_batch(target_->feed(), all, anywhere, by_statement);
    }
    return total;
}

// Batch by batch, each until it comes through: locks what the rows refer to, rejects those that refer to
// nothing, and writes the others, locking every row that stands.
sql_writer::outcome sql_writer::write_carefully(batch& all) const {
    outcome total;
    postgres::progress::enter(postgres::progress::stage::writing, all.rows);
    for_each_batch(target_->feed(), all, anywhere, [&](batch& part) {
        outcome written;
        retry_until_uncontended(
            *target_, [&](locking) { written = write_locked(part); }, [&] { refuse_stale(part); });
        total.add(std::move(written));
        postgres::progress::advance(part.rows);
    });
    return total;
}

sql_writer::outcome sql_writer::write_locked(batch& part) const {
    batch_rows rows(part);
    const std::vector<core::reject> rejects = key_locks(*target_).lock(rows.all());
    batch kept = rows.kept(target_->feed());
    outcome written;
    if (kept.rows > 0) {
        written = run(kept, prepare(kept, unchanged_rows::locked));
    }
    kept.store.end();
    written.rejects.insert(written.rejects.end(), rejects.begin(), rejects.end());
    return written;
}

void sql_writer::refuse_stale(batch& rows) const {
    const postgres::named_rows incoming = named(rows);
    refuse_stale_snapshot(
        *target_, text_.standing_row(),
        fmt::format("{} JOIN {} AS standing ON {}", sql_text::incoming, target_->table(), text_.same_grain()),
        incoming);
    incoming.end();
}

postgres::statement sql_writer::prepare(batch& part, unchanged_rows unchanged) const {
    expect_grain_index(*target_);
    const postgres::named_rows incoming = named(part);
    postgres::statement statement(incoming.in(write_statement(unchanged)), range_types());
    incoming.end();
    return statement;
}

sql_writer::outcome sql_writer::run(batch& part, const postgres::statement& statement) const {
    const postgres::named_rows incoming = named(part);
    postgres::arguments range = range_of(part);
    statement.execute(range);
    const auto [inserted, updated] = inserted_and_updated();
    outcome written{inserted, updated, {}};
    if (watches_) {
        written.rejects = find_dropped(part, incoming);
    }
    postgres::free_result();
    incoming.end();
    return written;
}

// The rows that the statement gave to the table, did not get back, and that do not stand: a trigger left them
// out. Others were found unchanged on conflict, and are locked: by a trigger they may have become what
// stands. So these rows are given to the table once more, to be written in any case, and that is taken back.
std::vector<core::reject> sql_writer::find_dropped(batch& part, const postgres::named_rows& incoming) const {
    not_returned missing = by_last_statement();
    if (missing.rows == 0) {
        return {};
    }
    SPITupleTable* written = SPI_tuptable;
    std::vector<Oid> types = range_types();
    types.push_back(INT8ARRAYOID);
    const std::string among =
        fmt::format("incoming.row_number OPERATOR(pg_catalog.=) ANY (${})", types.size());
    const auto range_and = [&](const std::vector<std::int64_t>& numbers) {
        postgres::arguments arguments = range_of(part);
        arguments.add_array(INT8OID, as_datums(numbers));
        return arguments;
    };
    postgres::in_subtransaction([&] {
        postgres::arguments arguments = range_and(missing.numbers);
        postgres::statement(incoming.in(watching_statement("WHERE " + among + " ", text_.on_any_conflict())),
                            types)
            .execute(arguments);
        missing = by_last_statement();
        return false;
    });
    std::vector<core::reject> dropped;
    if (missing.rows > 0) {
        if (missing.by_grain != missing.rows) {
            throw moved_and_dropped(*target_);
        }
        postgres::execute(
            incoming.in(fmt::format(
                "SELECT incoming.row_number FROM {} WHERE (standing.created_at IS NULL OR {}) AND {}",
                joined_rows(), text_.differs_from_incoming(), among)),
            range_and(missing.numbers));
        dropped = dropped_rows(*target_);
    }
    postgres::guard([written] { SPI_freetuptable(written); });
    return dropped;
}

// Whether all rows but the rejects stand as they shall be, in the eyes of one snapshot.
bool sql_writer::stands(batch& all, const std::vector<core::reject>& rejects) const {
    postgres::arguments arguments = range_of(all);
    std::vector<Datum> numbers;
    numbers.reserve(rejects.size());
    for (const core::reject& each : rejects) {
        numbers.push_back(Int64GetDatum(each.row_number));
    }
    arguments.add_array(INT8OID, std::move(numbers));
    postgres::progress::enter(postgres::progress::stage::comparing, all.rows);
    const postgres::named_rows incoming = named(all);
    postgres::execute(incoming.in(compare_statement()), arguments);
    const std::int64_t differing = postgres::result_count(1);
    postgres::free_result();
    incoming.end();
    return differing == 0;
}

postgres::named_rows sql_writer::named(const batch& rows) const {
    return {sql_text::incoming, rows.store, rows.rows, target_->schema()};
}

bool sql_writer::by_date() const {
    return resolved_type(target_->column(target_->feed().grain.front())) == DATEOID;
}

std::vector<Oid> sql_writer::range_types() const {
    return by_date() ? std::vector<Oid>{DATEOID, DATEOID} : std::vector<Oid>{};
}

postgres::arguments sql_writer::range_of(const batch& batch) const {
    postgres::arguments range;
    if (by_date()) {
        range.add(DATEOID, batch.first_key).add(DATEOID, batch.last_key);
    }
    return range;
}

// What the table gives a new row as its id, as an expression.
std::string sql_writer::id_default() const {
    const Oid relation = target_->relation();
    postgres::execute(
        "SELECT pg_catalog.pg_get_expr(d.adbin, d.adrelid) FROM pg_catalog.pg_attribute a "
        "JOIN pg_catalog.pg_attrdef d ON d.adrelid OPERATOR(pg_catalog.=) a.attrelid "
        "AND d.adnum OPERATOR(pg_catalog.=) a.attnum "
        "WHERE a.attrelid OPERATOR(pg_catalog.=) $1 AND a.attname OPERATOR(pg_catalog.=) "
        "'id'::pg_catalog.name",
        postgres::arguments().add(OIDOID, ObjectIdGetDatum(relation)));
    const auto expression = postgres::result_rows() == 0 ? std::nullopt : postgres::result_text(0, 1);
    if (!expression) {
        throw core::failure(
            core::sqlstate::undefined_column,
            fmt::format(R"(column "id" of table "{}" has no default)", target_->table()),
            "Set it to its sequence: ALTER TABLE ... ALTER COLUMN id SET DEFAULT nextval(...).");
    }
    return *expression;
}

// The incoming rows, each with the row that stands in its grain; the dates of the batch ($1 to $2) spare the
// planner a look at the rest of a large table.
std::string sql_writer::joined_rows() const {
    const std::string range = by_date() ? fmt::format(
                                              " AND standing.{0} OPERATOR(pg_catalog.>=) $1 AND standing.{0} "
                                              "OPERATOR(pg_catalog.<=) $2",
                                              target_->column(target_->feed().grain.front()).target)
                                        : std::string();
    return fmt::format("incoming LEFT JOIN {} AS standing ON {}{}", target_->table(), text_.same_grain(),
                       range);
}

std::string sql_writer::compare_statement() const {
    return fmt::format(
        "SELECT pg_catalog.count(*) FROM {} WHERE (standing.created_at IS NULL OR {}) "
        "AND NOT (incoming.row_number OPERATOR(pg_catalog.=) ANY (${}))",
        joined_rows(), text_.differs_from_incoming(), range_types().size() + 1);
}

// Ids are made before the rows are written, and the statement tells which came back: a partitioned table
// shows no system column by which new rows could be told from others.
std::string sql_writer::writing(const std::string& which, const std::string& on_conflict,
                                const std::string& returned) const {
    const std::string id = target_->feed().surrogate ? "id, " : "";
    return fmt::format(
        "WITH given (row_number, born, {id}{columns}) AS MATERIALIZED ("
        "SELECT incoming.row_number, standing.created_at, {id_value}{values} FROM {rows} "
        "{which}ORDER BY {order}), "
        "written AS (INSERT INTO {table} AS present ({id}{columns}{moment_column}) "
        "SELECT {id}{columns}{moment_value} FROM given "
        "ON CONFLICT ({grain}) DO {on_conflict} RETURNING {key} AS key, present.created_at{returned}) ",
        fmt::arg("id", id), fmt::arg("columns", text_.columns()), fmt::arg("id_value", id_value()),
        fmt::arg("values", text_.values()), fmt::arg("rows", joined_rows()), fmt::arg("which", which),
        fmt::arg("order", text_.incoming_order()), fmt::arg("table", target_->table()),
        fmt::arg("moment_column", text_.moment_column()), fmt::arg("moment_value", text_.moment_value()),
        fmt::arg("grain", text_.grain()), fmt::arg("on_conflict", on_conflict),
        fmt::arg("key", key_of("present")), fmt::arg("returned", returned));
}

// What a writing statement returns: the keys that came back, of older rows and of rows born in this
// transaction; the keys that were made for new rows, and those of rows that were born in this transaction and
// were there. Each list is read once, for all that is said of it.
std::string sql_writer::reporting(const std::string& more) const {
    return fmt::format(
        "SELECT w.older, w.of_now, g.made, g.there{1} FROM ("
        "SELECT pg_catalog.array_agg(written.key) FILTER "
        "(WHERE written.created_at OPERATOR(pg_catalog.<>) pg_catalog.now()), "
        "pg_catalog.array_agg(written.key) FILTER "
        "(WHERE written.created_at OPERATOR(pg_catalog.=) pg_catalog.now()), "
        "pg_catalog.count(*) FROM written) AS w (older, of_now, rows) CROSS JOIN ("
        "SELECT pg_catalog.array_agg({0}) FILTER (WHERE given.born IS NULL), "
        "pg_catalog.array_agg({0}) FILTER (WHERE given.born OPERATOR(pg_catalog.=) pg_catalog.now()), "
        "pg_catalog.count(*) FROM given) AS g (made, there, rows)",
        key_of("given"), more);
}

// A row's id as a number; the calendar has days in its place.
std::string sql_writer::key_of(const char* row) const {
    return target_->feed().surrogate
               ? fmt::format("{}.id::pg_catalog.int8", row)
               : fmt::format("({}.{} OPERATOR(pg_catalog.-) '2000-01-01'::pg_catalog.date)::pg_catalog.int8",
                             row, target_->column(target_->feed().grain.front()).target);
}

std::string sql_writer::write_statement(unchanged_rows unchanged) const {
    if (watches_) {
        return watching_statement(row_filter(unchanged), text_.on_conflict());
    }
    return writing(row_filter(unchanged), text_.on_conflict(), "") + reporting("");
}

std::string sql_writer::id_value() const {
    return target_->feed().surrogate ? fmt::format("COALESCE(standing.id, {}), ", id_default())
                                     : std::string();
}

std::string sql_writer::row_filter(unchanged_rows unchanged) const {
    return unchanged == unchanged_rows::locked
               ? std::string()
               : fmt::format("WHERE standing.created_at IS NULL OR {} ", text_.differs_from_incoming());
}

// The same, and which of the rows given to the table did not come back, by their grain.
std::string sql_writer::watching_statement(const std::string& which, const std::string& on_conflict) const {
    return writing(which, on_conflict, ", " + text_.grain_of("present")) +
           reporting(fmt::format(", g.rows OPERATOR(pg_catalog.-) w.rows, "
                                 "(SELECT pg_catalog.array_agg(given.row_number) FROM given "
                                 "WHERE NOT EXISTS (SELECT 1 FROM written WHERE {}))",
                                 text_.same_grain_of("written", "given")));
}

}  // namespace forecast_warehouse::load
