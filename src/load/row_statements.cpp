#include "load/row_statements.hpp"

#include <optional>

#include <fmt/format.h>

#include "core/load/given_ids.hpp"
#include "core/failure.hpp"
#include "core/sql.hpp"
#include "postgres/spi.hpp"

namespace forecast_warehouse::load {

namespace sql = core::sql;

row_statements::row_statements(const target& target, const core::keep_sets& keep_sets)
    : target_(&target), text_(target, keep_sets) {}

std::string row_statements::leading_column() const {
    return target_->column(target_->feed().grain.front()).target;
}

bool row_statements::by_date() const {
    return resolved_type(target_->column(target_->feed().grain.front())) == DATEOID;
}

std::vector<Oid> row_statements::range_types() const {
    return by_date() ? std::vector<Oid>{DATEOID, DATEOID} : std::vector<Oid>{};
}

std::string row_statements::write(unchanged_rows unchanged, bool watching) const {
    const std::string which = unchanged == unchanged_rows::locked ? "" : "WHERE " + differs() + " ";
    return watching ? write_and_watch(which, text_.on_conflict())
                    : writing(which, text_.on_conflict(), "") + reporting("");
}

std::string row_statements::write_again() const {
    return write_and_watch("WHERE " + is_listed() + " ", text_.on_any_conflict());
}

std::string row_statements::missing() const {
    return fmt::format("SELECT incoming.row_number FROM {} WHERE {} AND {}", joined_rows(), differs(),
                       is_listed());
}

std::string row_statements::of_other_sales() const {
    const std::string is_other = text_.is_of_another_sale("incoming");
    return is_other.empty()
               ? is_other
               : fmt::format("SELECT incoming.row_number FROM {} WHERE {}", joined_rows(), is_other);
}

std::string row_statements::count_differing() const {
    return fmt::format("SELECT pg_catalog.count(*) FROM {} WHERE {} AND NOT {}", joined_rows(), differs(),
                       is_listed());
}

std::string row_statements::stored_beside_incoming() const {
    return fmt::format("incoming JOIN {} AS stored ON {}", target_->table(), text_.same_grain());
}

// The incoming rows, each with the stored row of its grain.
std::string row_statements::joined_rows() const {
    return fmt::format(
        "incoming LEFT JOIN {} AS stored ON {}", target_->table(),
        sql::all_of(
            {text_.same_grain(), by_date() ? sql::between("stored." + leading_column(), "$1", "$2") : ""}));
}

std::string row_statements::differs() const {
    return fmt::format("(stored.created_at IS NULL OR {})", text_.differs_from_incoming());
}

std::string row_statements::is_listed() const {
    return sql::eq_any("incoming.row_number", fmt::format("${}", range_types().size() + 1));
}

// Ids are made before the rows are written, and the statement returns those that were written. A partitioned
// table has no system column that distinguishes new rows from others.
std::string row_statements::writing(const std::string& which, const std::string& on_conflict,
                                    const std::string& returned) const {
    const std::string id = makes_id() ? "id, " : "";
    return fmt::format(
        "WITH given (row_number, born, moves, {id}{columns}) AS MATERIALIZED ("
        "SELECT incoming.row_number, stored.created_at, {moves}, {id_value}{values} FROM {rows} "
        "{which}ORDER BY {order}), "
        "written AS (INSERT INTO {table} AS stored ({id}{columns}{moment_column}) "
        "SELECT {id}{columns}{moment_value} FROM given "
        "ON CONFLICT ({grain}) DO {on_conflict} RETURNING {key} AS key, stored.created_at{returned}) ",
        fmt::arg("moves", moves()), fmt::arg("id", id), fmt::arg("columns", text_.columns()),
        fmt::arg("id_value", id_value()), fmt::arg("values", text_.values()), fmt::arg("rows", joined_rows()),
        fmt::arg("which", which), fmt::arg("order", text_.incoming_order()),
        fmt::arg("table", target_->table()), fmt::arg("moment_column", text_.moment_column()),
        fmt::arg("moment_value", text_.moment_value()), fmt::arg("grain", text_.grain()),
        fmt::arg("on_conflict", on_conflict), fmt::arg("key", key_of("stored")),
        fmt::arg("returned", returned));
}

// Four lists of keys. Of the rows that came back: those of older rows, and those of rows created in this
// transaction. Of the rows that were given: those of new rows, and those of stored rows created in this
// transaction. Each list is read once.
std::string row_statements::reporting(const std::string& more) const {
    const auto list = [](const std::string& keys, const std::string& condition) {
        return fmt::format("pg_catalog.array_agg({}) FILTER (WHERE {}), ", keys, condition);
    };
    const std::string given = key_of("given");
    return fmt::format(
        "SELECT w.older, w.of_now, g.made, g.there, g.moved{} FROM (SELECT {}{}pg_catalog.count(*) FROM "
        "written) "
        "AS w (older, of_now, rows) CROSS JOIN (SELECT {}{}pg_catalog.count(*) FILTER (WHERE given.moves), "
        "pg_catalog.count(*) FROM given) AS g (made, there, moved, rows)",
        more, list("written.key", sql::ne("written.created_at", "pg_catalog.now()")),
        list("written.key", sql::eq("written.created_at", "pg_catalog.now()")),
        list(given, "given.born IS NULL"), list(given, sql::eq("given.born", "pg_catalog.now()")));
}

std::string row_statements::write_and_watch(const std::string& which, const std::string& on_conflict) const {
    return writing(which, on_conflict, ", " + text_.grain_of("stored")) +
           reporting(fmt::format(", {}, (SELECT pg_catalog.array_agg(given.row_number) FROM given "
                                 "WHERE NOT EXISTS (SELECT 1 FROM written WHERE {}))",
                                 sql::subtract("g.rows", "w.rows"), text_.same_grain_of("written", "given")));
}

// Whether a stored row has the same moment, but another day. A line of another sale does not replace it.
std::string row_statements::moves() const {
    const int moment = core::column_with_role(target_->feed(), core::column_role::moment);
    if (moment < 0) {
        return "false";
    }
    const auto compared = [&](int column, auto compare) {
        const std::string& name = target_->column(column).target;
        return compare("stored." + name, "incoming." + name);
    };
    const std::string is_other = text_.is_of_another_sale("incoming");
    return fmt::format("({} AND {}{})", compared(moment, sql::eq),
                       compared(core::day_column(target_->feed()), sql::ne),
                       is_other.empty() ? "" : fmt::format(" AND ({}) IS NOT TRUE", is_other));
}

// A row's id as a number. The calendar has no ids, but days.
std::string row_statements::key_of(const char* row) const {
    const std::string key =
        target_->feed().surrogate
            ? fmt::format("{}.id", row)
            : sql::subtract(fmt::format("{}.{}", row, leading_column()), "'2000-01-01'::pg_catalog.date");
    return key + "::pg_catalog.int8";
}

std::string row_statements::id_value() const {
    return makes_id() ? fmt::format("COALESCE(stored.id, {}), ", id_default()) : std::string();
}

// Rows that arrive with their ids have them among their columns.
bool row_statements::makes_id() const {
    return target_->feed().surrogate && !core::gives_id(target_->feed());
}

// The expression by which the table gives a new row its id.
std::string row_statements::id_default() const {
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

}  // namespace forecast_warehouse::load
