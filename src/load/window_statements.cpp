#include "load/window_statements.hpp"

#include <fmt/format.h>

#include "core/sql.hpp"
#include "load/window_batch.hpp"

namespace forecast_warehouse::load {

namespace sql = core::sql;

namespace {

std::string name_with_role(const target& target, core::column_role role) {
    return target.column(core::column_with_role(target.feed(), role)).target;
}

}  // namespace

window_statements::window_statements(const target& target, const core::keep_sets& keep_sets)
    : target_(&target),
      text_(target, keep_sets),
      start_(name_with_role(target, core::column_role::window_start)),
      end_(name_with_role(target, core::column_role::window_end)) {}

std::string window_statements::stored_in_series() const {
    std::string condition;
    for (const int column : core::series_columns(target_->feed())) {
        condition = sql::all_of({condition, sql_text::same(target_->column(column), "stored", "series")});
    }
    return fmt::format("series JOIN {} AS stored ON {}", target_->table(), condition);
}

// Of several windows with one first day the one with the highest id comes first. They are sorted after they
// are locked, because waiting for a lock may have changed them.
std::string window_statements::read(locking how) const {
    return fmt::format(
        "WITH found AS (SELECT series.number, CAST(stored.id AS bigint) AS id, stored.{} AS starts, "
        "stored.{} AS ends FROM {}{}) "
        "SELECT number, id, starts, ends FROM found ORDER BY number, starts, id DESC",
        start_, end_, stored_in_series(), how == locking::rows ? " FOR NO KEY UPDATE OF stored" : "");
}

// Whether a row is still the window that was read: by its id, its grain and its last day. Its other columns
// were not used for a decision. xmin is not compared, because it differs between the copies of a row on
// several nodes.
std::string window_statements::is_as_seen(const std::string& seen, const std::string& id) const {
    return sql::all_of(
        {sql::eq("stored.id", fmt::format("{}.{}", seen, id)), text_.same_grain_of("stored", seen),
         sql::eq(
             fmt::format(
                 "CASE WHEN stored.{0} IS NULL OR {1} THEN 'infinity'::pg_catalog.date ELSE stored.{0} END",
                 end_, sql::eq("stored." + end_, "'9999-12-31'::pg_catalog.date")),
             seen + ".seen_end")});
}

std::string window_statements::close() const {
    return fmt::format(
        "WITH closed AS (UPDATE {0} AS stored SET {1} = closing.ends, updated_at = pg_catalog.now() "
        "FROM closing WHERE {2} RETURNING closing.id) "
        "SELECT closing.id FROM closing WHERE NOT EXISTS (SELECT 1 FROM closed WHERE {3}) "
        "ORDER BY closing.id",
        target_->table(), end_, is_as_seen("closing", "id"), sql::eq("closed.id", "closing.id"));
}

std::string window_statements::update_and_insert(const std::string& updated,
                                                 const std::string& inserted) const {
    return fmt::format(
        "written AS (UPDATE {table} AS stored SET {assignments} FROM incoming "
        "WHERE {as_seen} AND ({differs}) RETURNING {updated}), "
        "written_new AS (INSERT INTO {table} ({columns}) SELECT {values} FROM incoming "
        "WHERE incoming.replaces IS NULL ORDER BY {order} RETURNING {inserted})",
        fmt::arg("table", target_->table()), fmt::arg("assignments", text_.assignments()),
        fmt::arg("as_seen", is_as_seen(sql_text::incoming, "replaces")),
        fmt::arg("differs", text_.differs_from_incoming()), fmt::arg("updated", updated),
        fmt::arg("columns", text_.columns()), fmt::arg("values", text_.incoming_values()),
        fmt::arg("order", text_.incoming_order()), fmt::arg("inserted", inserted));
}

// Replaced rows that did not come back are known by their number, new ones by their grain.
std::string window_statements::write(bool watching) const {
    const std::string counts =
        "(SELECT pg_catalog.count(*) FROM written){}, (SELECT pg_catalog.count(*) FROM written_new){}";
    if (!watching) {
        return fmt::format("WITH {} SELECT {}", update_and_insert("1", "1"),
                           fmt::format(fmt::runtime(counts), "", ""));
    }
    return fmt::format(
        "WITH replacing AS MATERIALIZED (SELECT incoming.row_number FROM incoming JOIN {table} AS stored "
        "ON {as_seen} WHERE {differs}), {update_and_insert}, "
        "missing AS (SELECT incoming.row_number FROM incoming WHERE incoming.replaces IS NULL "
        "AND NOT EXISTS (SELECT 1 FROM written_new WHERE {same_grain})), "
        "counted AS (SELECT {counts}, "
        "(SELECT pg_catalog.count(*) FROM incoming WHERE incoming.replaces IS NULL) AS given, "
        "(SELECT pg_catalog.count(*) FROM missing) AS missing) "
        "SELECT counted.updated, counted.inserted, {not_inserted}, counted.missing, dropped.row_number "
        "FROM counted LEFT JOIN (SELECT missing.row_number FROM missing, counted "
        "WHERE {some_not_inserted} UNION ALL "
        "(SELECT replacing.row_number FROM replacing EXCEPT SELECT written.row_number FROM written)) "
        "AS dropped ON true",
        fmt::arg("table", target_->table()), fmt::arg("as_seen", is_as_seen(sql_text::incoming, "replaces")),
        fmt::arg("differs", text_.differs_from_incoming()),
        fmt::arg("update_and_insert", update_and_insert("incoming.row_number", text_.grain())),
        fmt::arg("same_grain", text_.same_grain_of("written_new", "incoming")),
        fmt::arg("counts", fmt::format(fmt::runtime(counts), " AS updated", " AS inserted")),
        fmt::arg("not_inserted", sql::subtract("counted.given", "counted.inserted")),
        fmt::arg("some_not_inserted", sql::ne("counted.given", "counted.inserted")));
}

std::string window_statements::count_differing() const {
    return fmt::format(
        "SELECT pg_catalog.count(*) FROM incoming LEFT JOIN {} AS stored ON {} "
        "WHERE incoming.replaces IS NOT NULL AND (stored.created_at IS NULL OR {})",
        target_->table(), sql::eq("stored.id", "incoming.replaces"), text_.differs_from_incoming());
}

}  // namespace forecast_warehouse::load
