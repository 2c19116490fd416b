#include "load/sql_writer.hpp"

#include <fmt/format.h>

#include "core/failure.hpp"
#include "postgres/guard.hpp"

namespace forecast_warehouse::load {
sql_writer::sql_writer(const target& target, arrival::column_mask left_out)
    : target_(&target), text_(target, left_out), ended_before_(postgres::ended_transactions()) {}

bool sql_writer::may_part(const postgres::row_view& /*last*/, const postgres::row_view& /*next*/) const {
    return true;
}

void sql_writer::write(batch& batch, load_counts& counts) {
    const written written = write_once(batch);
    counts.inserted += written.inserted;
    counts.updated += written.updated;
    counts.unchanged += batch.rows - written.inserted - written.updated;
}

void sql_writer::finish(batch& all, load_counts& counts) {
    // With one snapshot for the whole transaction there is nothing newer to compare with.
    if (IsolationUsesXactSnapshot()) {
        return;
    }
    while (ended_before_ != postgres::ended_transactions()) {
        ended_before_ = postgres::ended_transactions();
        const written late = write_once(all);
        counts.inserted += late.inserted;
        counts.updated += late.updated;
        counts.unchanged -= late.inserted + late.updated;
        if (late.inserted + late.updated == 0) {
            return;
        }
    }
}

sql_writer::written sql_writer::write_once(batch& batch) {
    const bool by_date = resolved_type(target_->column(target_->feed().grain.front())) == DATEOID;
    postgres::register_rows(sql_text::incoming, batch.store, batch.rows);
    if (!statement_) {
        statement_.emplace(build_statement(),
                           by_date ? std::vector<Oid>{DATEOID, DATEOID} : std::vector<Oid>{});
    }
    postgres::arguments range;
    if (by_date) {
        range.add(DATEOID, batch.first_key).add(DATEOID, batch.last_key);
    }
    statement_->execute(range);
    const written written{postgres::result_count(1), postgres::result_count(2)};
    postgres::free_result();
    postgres::unregister_rows(sql_text::incoming);
    return written;
}

// What the table gives a new row as its id, as an expression.
std::string sql_writer::id_default() const {
    const Oid relation = target_->relation_beside(std::string(target_->feed().table));
    postgres::execute(
        "SELECT pg_catalog.pg_get_expr(d.adbin, d.adrelid) FROM pg_catalog.pg_attribute a "
        "JOIN pg_catalog.pg_attrdef d ON d.adrelid OPERATOR(pg_catalog.=) a.attrelid "
        "AND d.adnum OPERATOR(pg_catalog.=) a.attnum "
        "WHERE a.attrelid OPERATOR(pg_catalog.=) $1 AND a.attname OPERATOR(pg_catalog.=) "
        "'id'::pg_catalog.name",
        postgres::arguments().add(OIDOID, ObjectIdGetDatum(relation)));
    if (postgres::result_rows() == 0) {
        throw core::failure(
            "42703", fmt::format("{}.id has no default", target_->table()),
            "Give it its sequence back: ALTER TABLE ... ALTER COLUMN id SET DEFAULT nextval(...).");
    }
    bool is_null = false;
    const Datum expression = postgres::result_value(0, 1, is_null);
    return postgres::guard([&] { return TextDatumGetCString(expression); });
}

std::string sql_writer::build_statement() const {
    const bool surrogate = target_->feed().surrogate;
    const std::string id = surrogate ? "id, " : "";
    const std::string id_value =
        surrogate ? fmt::format("COALESCE(standing.id, {}), ", id_default()) : std::string();
    const int leading = target_->feed().grain.front();
    const bool by_date = resolved_type(target_->column(leading)) == DATEOID;
    const std::string range = by_date ? fmt::format(
                                            " AND standing.{0} OPERATOR(pg_catalog.>=) $1 AND standing.{0} "
                                            "OPERATOR(pg_catalog.<=) $2",
                                            target_->column(leading).target)
                                      : std::string();
    return fmt::format(
        "WITH written AS (INSERT INTO {table} AS present ({id}{columns}) "
        "SELECT {id_value}{values} FROM incoming LEFT JOIN {table} AS standing ON {same_grain}{range} "
        "WHERE standing.created_at IS NULL OR {differs} ORDER BY {order} "
        "ON CONFLICT ({grain}) DO UPDATE SET {assignments} WHERE {differs_excluded} "
        "RETURNING xmax OPERATOR(pg_catalog.=) 0 AS fresh) "
        "SELECT pg_catalog.count(*) FILTER (WHERE fresh), pg_catalog.count(*) FILTER (WHERE NOT fresh) "
        "FROM written",
        fmt::arg("table", target_->table()), fmt::arg("id", id), fmt::arg("columns", text_.columns()),
        fmt::arg("id_value", id_value), fmt::arg("values", text_.values()),
        fmt::arg("same_grain", text_.same_grain()), fmt::arg("range", range),
        fmt::arg("differs", text_.differs_from_incoming()), fmt::arg("order", text_.incoming_order()),
        fmt::arg("grain", text_.grain()), fmt::arg("assignments", text_.assignments("excluded")),
        fmt::arg("differs_excluded", text_.differs_from_excluded("present")));
}

}  // namespace forecast_warehouse::load
