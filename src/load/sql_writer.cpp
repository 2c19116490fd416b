#include "load/sql_writer.hpp"

#include <optional>

#include <fmt/format.h>

#include "core/failure.hpp"
#include "load/attempts.hpp"
#include "load/batch_rows.hpp"
#include "load/key_locks.hpp"
#include "postgres/guard.hpp"
#include "postgres/progress.hpp"
#include "postgres/subtransaction.hpp"

namespace forecast_warehouse::load {

sql_writer::sql_writer(const target& target, arrival::left_out_columns left_out, reject_log& rejects)
    : target_(&target), text_(target, left_out), rejects_(&rejects), direct_(direct_writer::make(target)) {}

void sql_writer::write(batch& all, load_counts& counts) {
    if (rejects_->fails_load()) {
        return;
    }
    outcome written;
    // One row cannot be mixed, and with one snapshot for the whole transaction a conflict is an error.
    if (all.rows == 1 || IsolationUsesXactSnapshot()) {
        written = write_batches(all, unchanged_rows::left_alone);
    } else if (!postgres::in_subtransaction([&] {
                   const std::uint64_t ended_before = postgres::ended_transactions();
                   written = write_batches(all, unchanged_rows::left_alone);
                   return ended_before == postgres::ended_transactions() || stands(all, written.rejects);
               })) {
        written = write_batches(all, unchanged_rows::locked);
    }
    counts.inserted += written.inserted;
    counts.updated += written.updated;
    counts.unchanged +=
        all.rows - written.inserted - written.updated - static_cast<std::int64_t>(written.rejects.size());
    for (const core::reject& each : written.rejects) {
        rejects_->add(each);
    }
}

sql_writer::outcome sql_writer::write_batches(batch& all, unchanged_rows unchanged) {
    outcome total;
    std::optional<postgres::statement> statement;
    const auto by_statement = [&](batch& part) {
        if (!statement) {
            postgres::register_rows(sql_text::incoming, part.store, part.rows);
            statement.emplace(write_statement(unchanged), range_types());
            postgres::unregister_rows(sql_text::incoming);
        }
        outcome written = write_batch(part, *statement);
        total.inserted += written.inserted;
        total.updated += written.updated;
        total.rejects.insert(total.rejects.end(), written.rejects.begin(), written.rejects.end());
        postgres::progress::advance(part.rows);
    };
    postgres::progress::enter(postgres::progress::stage::writing, all.rows);
    if (direct_ && unchanged == unchanged_rows::left_alone) {
        direct_writer::outcome direct;
        direct_->write(all, direct, by_statement);
        total.inserted += direct.inserted;
        total.updated += direct.updated;
        total.rejects.insert(total.rejects.end(), direct.rejects.begin(), direct.rejects.end());
    } else {
        const auto anywhere = [](const postgres::row_view&, const postgres::row_view&) { return true; };
        for_each_batch(target_->feed(), all, anywhere, by_statement);
    }
    return total;
}

sql_writer::outcome sql_writer::write_batch(batch& part, const postgres::statement& statement) const {
    outcome written;
    attempt_until_alone(
        *target_,
        [&](care how) { written = how == care::none ? run(part, statement) : write_carefully(part); },
        [&] {
            postgres::register_rows(sql_text::incoming, part.store, part.rows);
            refuse_stale_snapshot(*target_, fmt::format("{} JOIN {} AS standing ON {}", sql_text::incoming,
                                                        target_->table(), text_.same_grain()));
            postgres::unregister_rows(sql_text::incoming);
        });
    return written;
}

// Locks what the rows refer to before it writes those that refer to something, and every row that stands.
sql_writer::outcome sql_writer::write_carefully(batch& part) const {
    batch_rows rows(part);
    std::vector<core::reject> rejects = key_locks(*target_).lock(rows.all());
    batch kept = rows.kept(target_->feed());
    outcome written;
    if (kept.rows > 0) {
        postgres::register_rows(sql_text::incoming, kept.store, kept.rows);
        const postgres::statement statement(write_statement(unchanged_rows::locked), range_types());
        postgres::unregister_rows(sql_text::incoming);
        written = run(kept, statement);
    }
    kept.store.end();
    written.rejects = std::move(rejects);
    return written;
}

sql_writer::outcome sql_writer::run(batch& part, const postgres::statement& statement) const {
    postgres::register_rows(sql_text::incoming, part.store, part.rows);
    postgres::arguments range = range_of(part);
    statement.execute(range);
    outcome written{postgres::result_count(1), postgres::result_count(2), {}};
    postgres::free_result();
    postgres::unregister_rows(sql_text::incoming);
    return written;
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
    postgres::register_rows(sql_text::incoming, all.store, all.rows);
    postgres::execute(compare_statement(), arguments);
    const std::int64_t differing = postgres::result_count(1);
    postgres::free_result();
    postgres::unregister_rows(sql_text::incoming);
    return differing == 0;
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
            "42703", fmt::format("{}.id has no default", target_->table()),
            "Give it its sequence back: ALTER TABLE ... ALTER COLUMN id SET DEFAULT nextval(...).");
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

std::string sql_writer::write_statement(unchanged_rows unchanged) const {
    const bool surrogate = target_->feed().surrogate;
    const std::string id_value =
        surrogate ? fmt::format("COALESCE(standing.id, {}), ", id_default()) : std::string();
    const std::string which =
        unchanged == unchanged_rows::locked
            ? std::string()
            : fmt::format("WHERE standing.created_at IS NULL OR {} ", text_.differs_from_incoming());
    return fmt::format(
        "WITH written AS (INSERT INTO {table} AS present ({id}{columns}) "
        "SELECT {id_value}{values} FROM {rows} {which}ORDER BY {order} "
        "ON CONFLICT ({grain}) DO {on_conflict} "
        "RETURNING xmax OPERATOR(pg_catalog.=) 0 AS fresh) "
        "SELECT pg_catalog.count(*) FILTER (WHERE fresh), pg_catalog.count(*) FILTER (WHERE NOT fresh) "
        "FROM written",
        fmt::arg("table", target_->table()), fmt::arg("id", surrogate ? "id, " : ""),
        fmt::arg("columns", text_.columns()), fmt::arg("id_value", id_value),
        fmt::arg("values", text_.values()), fmt::arg("rows", joined_rows()), fmt::arg("which", which),
        fmt::arg("order", text_.incoming_order()), fmt::arg("grain", text_.grain()),
        fmt::arg("on_conflict", text_.on_conflict()));
}

}  // namespace forecast_warehouse::load
