#include "load/sql_windows.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "load/dropped_rows.hpp"
#include "postgres/guard.hpp"
#include "postgres/named_rows.hpp"
#include "postgres/spi.hpp"
#include "postgres/subtransaction.hpp"
#include "postgres/table_facts.hpp"

namespace forecast_warehouse::load {
namespace {

using postgres::direct_row;
using postgres::row_block;

// Row type of the series of a batch: its number, then the keys that windows of one series share.
TupleDesc describe_series(const core::feed& feed) {
    postgres::row_type type;
    type.add("number", INT4OID);
    for (const int column : core::series_columns(feed)) {
        const core::feed_column& key = feed.columns[static_cast<std::size_t>(column)];
        type.add(std::string(key.target).c_str(), resolved_type(key));
    }
    return type.describe();
}

// Row type of what is written: a resolved row, and the standing row that it replaces.
TupleDesc describe_incoming(const core::feed& feed) {
    return resolved_row_type(feed).add("replaces", INT8OID).add("seen_end", DATEOID).describe();
}

TupleDesc describe_standing() {
    return postgres::row_type()
        .add("number", INT4OID)
        .add("id", INT8OID)
        .add("starts", DATEOID)
        .add("ends", DATEOID)
        .describe();
}

// Row type of a closing: the row and its grain and last day as they were seen, and its new last day.
TupleDesc describe_closing(const core::feed& feed) {
    postgres::row_type type;
    type.add("id", INT8OID).add("ends", DATEOID).add("seen_end", DATEOID);
    for (const int column : feed.grain) {
        const core::feed_column& key = feed.columns[static_cast<std::size_t>(column)];
        type.add(std::string(key.target).c_str(), resolved_type(key));
    }
    return type.describe();
}

}  // namespace

sql_windows::sql_windows(const target& target, const core::keep_sets& keep_sets, const reject_log& rejects)
    : target_(&target),
      text_(target, keep_sets),
      keep_sets_(&keep_sets),
      rejects_(&rejects),
      start_(core::column_with_role(target.feed(), core::column_role::window_start)),
      end_(core::column_with_role(target.feed(), core::column_role::window_end)),
      series_(describe_series(target.feed())),
      incoming_(describe_incoming(target.feed())),
      watches_(postgres::may_leave_out_rows(target.relation())) {}

void sql_windows::end() {
    series_.end();
    incoming_.end();
}

window_outcome sql_windows::write(batch& batch, bool snapshot_is_new) {
    window_outcome outcome;
    const auto attempt = [&] {
        retry_until_uncontended(
            *target_, [&](locking how) { outcome = write_rows(batch, how, snapshot_is_new); },
            [&] { refuse_stale(); });
    };
    kept_out_.clear();
    if (!watches_) {
        attempt();
        return outcome;
    }
    // A window must not end for one that was left out: the batch is written again without those.
    const auto without_them = [&] {
        attempt();
        return outcome.left_out.empty();
    };
    while (!postgres::in_subtransaction(without_them)) {
        kept_out_.insert(outcome.left_out.begin(), outcome.left_out.end());
    }
    return outcome;
}

window_outcome sql_windows::write_rows(batch& batch, locking how, bool snapshot_is_new) {
    const std::uint64_t ended_before = postgres::ended_transactions();
    window_outcome outcome;
    window_batch windows(*target_, *keep_sets_, batch);
    put_series(windows);
    if (IsolationUsesXactSnapshot() && !snapshot_is_new) {
        refuse_stale();
    }
    read_standing(windows, how);
    key_locks locks(*target_);
    windows.lock_keys(locks, outcome.rejects);
    windows.keep_out(kept_out_, outcome.rejects);
    windows.place(outcome.rejects);
    if (rejects_->would_fail_load(outcome.rejects.size())) {
        return outcome;
    }
    const std::vector<std::int64_t> left_open = close(windows);
    if (!left_open.empty() && how == locking::none && ended_before != postgres::ended_transactions()) {
        throw postgres::lost_race();
    }
    // What is locked cannot be lost to another: the table's own triggers or policies left it open then.
    outcome.left_out = windows.rows_within(left_open);
    if (!outcome.left_out.empty()) {
        return outcome;
    }
    put_incoming(windows);
    write_incoming(outcome);
    outcome.closed = static_cast<std::int64_t>(windows.closings().size());
    if (how == locking::none && ended_before != postgres::ended_transactions() && !stands()) {
        throw postgres::lost_race();
    }
    return outcome;
}

void sql_windows::put_series(const window_batch& windows) {
    const auto keys = core::series_columns(target_->feed());
    row_block block(static_cast<int>(keys.size()) + 1);
    series_.clear();
    series_count_ = 0;
    for (const postgres::row_view& row : windows.series()) {
        if (block.full()) {
            series_.put(block);
            block.clear();
        }
        const std::size_t place = block.add();
        block.value(place, 0) = Int32GetDatum(static_cast<std::int32_t>(series_count_++));
        block.null(place, 0) = false;
        for (std::size_t key = 0; key < keys.size(); ++key) {
            block.value(place, static_cast<int>(key) + 1) = row.values[keys[key]];
            block.null(place, static_cast<int>(key) + 1) = row.nulls[keys[key]];
        }
    }
    series_.put(block);
}

// The series with their rows. A missing key is compared as a value beside the others, so that the planner can
// hash by all of them.
std::string sql_windows::standing_in_series() const {
    std::string condition;
    for (const int column : core::series_columns(target_->feed())) {
        const core::feed_column& key = target_->column(column);
        const char* same = key.missing == core::when_missing::null
                               ? "(standing.{0} IS NULL) OPERATOR(pg_catalog.=) (series.{0} IS NULL) AND "
                                 "COALESCE(standing.{0}, 0) OPERATOR(pg_catalog.=) COALESCE(series.{0}, 0)"
                               : "standing.{0} OPERATOR(pg_catalog.=) series.{0}";
        condition += condition.empty() ? "" : " AND ";
        condition += fmt::format(fmt::runtime(same), key.target);
    }
    return fmt::format("series JOIN {} AS standing ON {}", target_->table(), condition);
}

// Of several windows with one first day the one with the highest id comes first. They are sorted when they
// are locked, for waiting may have changed them.
void sql_windows::read_standing(window_batch& windows, locking how) const {
    postgres::tuple_store found(describe_standing());
    const postgres::named_rows series = named_series();
    postgres::execute_into(
        series.in(fmt::format(
            "WITH found AS (SELECT series.number, CAST(standing.id AS bigint) AS id, standing.{} AS starts, "
            "standing.{} AS ends FROM {}{}) "
            "SELECT number, id, starts, ends FROM found ORDER BY number, starts, id DESC",
            target_->column(start_).target, target_->column(end_).target, standing_in_series(),
            how == locking::rows ? " FOR NO KEY UPDATE OF standing" : "")),
        found);
    series.end();
    row_block block(found.description()->natts);
    while (found.read(block)) {
        windows.add_standing(block);
    }
    found.end();
}

// With a snapshot older than the loads' lock, another load's windows may stand unseen: then this one must not
// write.
void sql_windows::refuse_stale() const {
    const postgres::named_rows series = named_series();
    refuse_stale_snapshot(*target_, text_.standing_row(), standing_in_series(), series);
    series.end();
}

postgres::named_rows sql_windows::named_series() const {
    return {"series", series_, series_count_, target_->schema()};
}

postgres::named_rows sql_windows::named_incoming() const {
    return {sql_text::incoming, incoming_, incoming_count_, target_->schema()};
}

// Whether a row is still the window that was read: by its id, its grain and its last day. What else it says
// is no part of what was decided. Not by what wrote it, which copies of a row on several nodes differ in.
std::string sql_windows::is_as_seen(const std::string& seen, const std::string& id) const {
    return fmt::format(
        "standing.id OPERATOR(pg_catalog.=) {0}.{1} AND {2} "
        "AND COALESCE(standing.{3}, 'infinity'::pg_catalog.date) OPERATOR(pg_catalog.=) {0}.seen_end",
        seen, id, text_.same_grain_of("standing", seen), target_->column(end_).target);
}

// The accepted rows, each with the row that it replaces.
void sql_windows::put_incoming(window_batch& windows) {
    const int columns = keep_set_column(target_->feed()) + 1;
    row_block block(columns + 2);
    incoming_.clear();
    incoming_count_ = 0;
    for (std::size_t row = 0; row < windows.rows().size(); ++row) {
        const direct_row& each = windows.rows()[row];
        if (each.becomes == direct_row::outcome::rejected || each.becomes == direct_row::outcome::unchanged) {
            continue;
        }
        if (block.full()) {
            incoming_.put(block);
            block.clear();
        }
        const standing_window* replaced = windows.replaced()[row];
        const std::size_t place = block.add();
        std::copy_n(each.row.values, columns, block.values(place));
        std::copy_n(each.row.nulls, columns, block.nulls(place));
        block.null(place, columns) = block.null(place, columns + 1) = replaced == nullptr;
        block.value(place, columns) = Int64GetDatum(replaced == nullptr ? 0 : replaced->row);
        block.value(place, columns + 1) = DateADTGetDatum(replaced == nullptr ? 0 : replaced->window.to);
        ++incoming_count_;
    }
    incoming_.put(block);
}

// The closings in the order of their ids.
postgres::tuple_store sql_windows::put_closings(const window_batch& windows) const {
    std::vector<closing_window> closings = windows.closings();
    std::sort(closings.begin(), closings.end(), [](const closing_window& left, const closing_window& right) {
        return left.standing.row < right.standing.row;
    });
    postgres::tuple_store store(describe_closing(target_->feed()));
    const auto& grain = target_->feed().grain;
    row_block block(static_cast<int>(grain.size()) + 3);
    for (const closing_window& closing : closings) {
        if (block.full()) {
            store.put(block);
            block.clear();
        }
        const std::size_t row = block.add();
        std::fill_n(block.nulls(row), block.columns(), false);
        block.value(row, 0) = Int64GetDatum(closing.standing.row);
        block.value(row, 1) = DateADTGetDatum(closing.to);
        block.value(row, 2) = DateADTGetDatum(closing.standing.window.to);
        for (std::size_t key = 0; key < grain.size(); ++key) {
            const int place = static_cast<int>(key) + 3;
            const int column = grain[key];
            block.value(row, place) = column == start_ ? DateADTGetDatum(closing.standing.window.from)
                                                       : closing.series.values[column];
            block.null(row, place) = column != start_ && closing.series.nulls[column];
        }
    }
    store.put(block);
    return store;
}

// Closes the windows that have to end earlier; returns those that were not as they were seen, or stay open.
std::vector<std::int64_t> sql_windows::close(const window_batch& windows) const {
    if (windows.closings().empty()) {
        return {};
    }
    postgres::tuple_store store = put_closings(windows);
    const postgres::named_rows closing("closing", store, static_cast<std::int64_t>(windows.closings().size()),
                                       target_->schema());
    postgres::execute(closing.in(fmt::format(
        "WITH closed AS (UPDATE {0} AS standing SET {1} = closing.ends, updated_at = pg_catalog.now() "
        "FROM closing WHERE {2} RETURNING closing.id) "
        "SELECT closing.id FROM closing WHERE NOT EXISTS (SELECT 1 FROM closed "
        "WHERE closed.id OPERATOR(pg_catalog.=) closing.id) ORDER BY closing.id",
        target_->table(), target_->column(end_).target, is_as_seen("closing", "id"))));
    std::vector<std::int64_t> left_open;
    bool is_null = false;
    for (std::uint64_t row = 0; row < postgres::result_rows(); ++row) {
        left_open.push_back(DatumGetInt64(postgres::result_value(row, 1, INT8OID, is_null)));
    }
    postgres::free_result();
    closing.end();
    store.end();
    return left_open;
}

void sql_windows::write_incoming(window_outcome& outcome) const {
    if (watches_) {
        watch_incoming(outcome);
        return;
    }
    const postgres::named_rows incoming = named_incoming();
    postgres::execute(incoming.in(fmt::format(
        "WITH written AS (UPDATE {0} AS standing SET {1} FROM incoming "
        "WHERE {6} AND ({2}) RETURNING 1), "
        "written_new AS (INSERT INTO {0} ({3}) SELECT {4} FROM incoming "
        "WHERE incoming.replaces IS NULL ORDER BY {5} RETURNING 1) "
        "SELECT (SELECT pg_catalog.count(*) FROM written), "
        "(SELECT pg_catalog.count(*) FROM written_new)",
        target_->table(), text_.assignments(), text_.differs_from_incoming(), text_.columns(),
        text_.incoming_values(), text_.incoming_order(), is_as_seen(sql_text::incoming, "replaces"))));
    outcome.updated = postgres::result_count(1);
    outcome.inserted = postgres::result_count(2);
    postgres::free_result();
    incoming.end();
}

// The same, and which rows did not come back: replaced ones by their number, new ones by their grain.
void sql_windows::watch_incoming(window_outcome& outcome) const {
    const postgres::named_rows incoming = named_incoming();
    postgres::execute(incoming.in(fmt::format(
        "WITH replacing AS MATERIALIZED (SELECT incoming.row_number FROM incoming JOIN {table} AS standing "
        "ON {as_seen} WHERE {differs}), "
        "written AS (UPDATE {table} AS standing SET {assignments} FROM incoming "
        "WHERE {as_seen} AND ({differs}) "
        "RETURNING incoming.row_number), "
        "written_new AS (INSERT INTO {table} ({columns}) SELECT {values} FROM incoming "
        "WHERE incoming.replaces IS NULL ORDER BY {order} RETURNING {grain}), "
        "missing AS (SELECT incoming.row_number FROM incoming WHERE incoming.replaces IS NULL "
        "AND NOT EXISTS (SELECT 1 FROM written_new WHERE {same_grain})), "
        "counted AS (SELECT (SELECT pg_catalog.count(*) FROM written) AS updated, "
        "(SELECT pg_catalog.count(*) FROM written_new) AS inserted, "
        "(SELECT pg_catalog.count(*) FROM incoming WHERE incoming.replaces IS NULL) AS given, "
        "(SELECT pg_catalog.count(*) FROM missing) AS missing) "
        "SELECT dropped.row_number, counted.updated, counted.inserted, "
        "counted.given OPERATOR(pg_catalog.-) counted.inserted, counted.missing "
        "FROM counted LEFT JOIN (SELECT missing.row_number FROM missing, counted "
        "WHERE counted.given OPERATOR(pg_catalog.<>) counted.inserted UNION ALL "
        "(SELECT replacing.row_number FROM replacing EXCEPT SELECT written.row_number FROM written)) "
        "AS dropped ON true",
        fmt::arg("table", target_->table()), fmt::arg("differs", text_.differs_from_incoming()),
        fmt::arg("assignments", text_.assignments()), fmt::arg("columns", text_.columns()),
        fmt::arg("values", text_.incoming_values()), fmt::arg("order", text_.incoming_order()),
        fmt::arg("grain", text_.grain()), fmt::arg("as_seen", is_as_seen(sql_text::incoming, "replaces")),
        fmt::arg("same_grain", text_.same_grain_of("written_new", "incoming")))));
    outcome.updated = postgres::result_count(2);
    outcome.inserted = postgres::result_count(3);
    const std::int64_t not_inserted = postgres::result_count(4);
    if (not_inserted > 0 && postgres::result_count(5) != not_inserted) {
        throw moved_and_dropped(*target_);
    }
    for (const core::reject& each : dropped_rows(*target_)) {
        outcome.left_out.push_back(each.row_number);
    }
    incoming.end();
}

// Whether the rows that were to be replaced are there, and as they shall be.
bool sql_windows::stands() const {
    const postgres::named_rows incoming = named_incoming();
    postgres::execute(
        incoming.in(fmt::format("SELECT pg_catalog.count(*) FROM incoming LEFT JOIN {} AS standing "
                                "ON standing.id OPERATOR(pg_catalog.=) incoming.replaces "
                                "WHERE incoming.replaces IS NOT NULL AND (standing.created_at IS NULL OR {})",
                                target_->table(), text_.differs_from_incoming())));
    const bool all = postgres::result_count(1) == 0;
    postgres::free_result();
    incoming.end();
    return all;
}

}  // namespace forecast_warehouse::load
