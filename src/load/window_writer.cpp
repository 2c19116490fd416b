#include "load/window_writer.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/failure.hpp"
#include "load/grain.hpp"
#include "postgres/guard.hpp"
#include "postgres/spi.hpp"

namespace forecast_warehouse::load {
namespace {

using postgres::row_block;

// Row type of the series of a batch: its number, then the keys that windows of one series share.
TupleDesc describe_series(const core::feed& feed) {
    postgres::row_type type;
    type.add("number", INT4OID);
    for (const int column : feed.grain.first(feed.grain.size() - 1)) {
        const core::feed_column& key = feed.columns[static_cast<std::size_t>(column)];
        type.add(std::string(key.target).c_str(), resolved_type(key));
    }
    return type.describe();
}

// Row type of what is written: a resolved row, and the id of the standing row that it replaces.
TupleDesc describe_incoming(const core::feed& feed) {
    return resolved_row_type(feed).add("replaces", INT8OID).describe();
}

core::day_number end_of(Datum value, bool is_null) {
    return is_null ? core::no_end : DatumGetDateADT(value);
}

}  // namespace

window_writer::window_writer(const target& target, arrival::left_out_columns left_out, reject_log& rejects)
    : target_(&target),
      text_(target, left_out),
      rejects_(&rejects),
      start_(core::column_with_role(target.feed(), core::column_role::window_start)),
      end_(core::column_with_role(target.feed(), core::column_role::window_end)),
      series_(describe_series(target.feed())),
      incoming_(describe_incoming(target.feed())) {
    target.take_turns(std::string(target.feed().table));
}

std::span<const int> window_writer::series_columns() const noexcept {
    return target_->feed().grain.first(target_->feed().grain.size() - 1);
}

void window_writer::write(batch& all, load_counts& counts) {
    const auto between_series = [this](const postgres::row_view& last, const postgres::row_view& next) {
        return !same_keys(target_->feed(), series_columns(), last, next);
    };
    for_each_batch(target_->feed(), all, between_series, [&](batch& part) { write_batch(part, counts); });
    series_.end();
    incoming_.end();
}

void window_writer::write_batch(batch& batch, load_counts& counts) {
    read_series(batch);
    read_standing();
    decide(counts);
    if (rejects_->fails_load()) {
        return;
    }
    fill_incoming(batch);
    write_closings();
    write_incoming(counts);
}

// Splits the batch into its series, and numbers them.
void window_writer::read_series(batch& batch) {
    const core::feed& feed = target_->feed();
    const auto keys = series_columns();
    arriving_.clear();
    series_.clear();
    row_block block(batch.store.description()->natts);
    row_block found(static_cast<int>(keys.size()) + 1);
    row_block last(batch.store.description()->natts);
    batch.store.rewind();
    while (batch.store.read(block)) {
        found.clear();
        postgres::row_view previous = last.view(0);
        for (std::size_t row = 0; row < block.size(); ++row) {
            const postgres::row_view current = block.view(row);
            if (arriving_.empty() || !same_keys(feed, keys, previous, current)) {
                const std::size_t place = found.add();
                found.value(place, 0) = Int32GetDatum(static_cast<std::int32_t>(arriving_.size()));
                found.null(place, 0) = false;
                for (std::size_t key = 0; key < keys.size(); ++key) {
                    found.value(place, static_cast<int>(key) + 1) = current.values[keys[key]];
                    found.null(place, static_cast<int>(key) + 1) = current.nulls[keys[key]];
                }
                arriving_.emplace_back();
            }
            arriving_.back().push_back(
                {{DatumGetDateADT(current.values[start_]), end_of(current.values[end_], current.nulls[end_])},
                 DatumGetInt64(current.values[row_number_column(feed)])});
            previous = current;
        }
        series_.put(found);
        last.clear();
        last.add_copy(previous, batch.store.description());
    }
}

std::string window_writer::series_join() const {
    std::string text;
    for (const int column : series_columns()) {
        const core::feed_column& key = target_->column(column);
        const std::string same = fmt::format("standing.{0} OPERATOR(pg_catalog.=) series.{0}", key.target);
        text += text.empty() ? "" : " AND ";
        text += key.missing == core::when_missing::null
                    ? fmt::format("({1} OR (standing.{0} IS NULL AND series.{0} IS NULL))", key.target, same)
                    : same;
    }
    return text;
}

// Reads the windows that stand in the batch's series; of several with one first day the highest id counts.
void window_writer::read_standing() {
    standing_.assign(arriving_.size(), {});
    postgres::register_rows("series", series_, static_cast<std::int64_t>(arriving_.size()));
    refuse_stale_snapshot();
    postgres::tuple_store found(postgres::row_type()
                                    .add("number", INT4OID)
                                    .add("id", INT8OID)
                                    .add("starts", DATEOID)
                                    .add("ends", DATEOID)
                                    .describe());
    postgres::execute_into(
        fmt::format(
            "SELECT series.number, CAST(standing.id AS bigint), standing.{0}, standing.{1} "
            "FROM series JOIN {2} AS standing ON {3} ORDER BY series.number, standing.{0}, standing.id DESC",
            target_->column(start_).target, target_->column(end_).target, target_->table(), series_join()),
        found);
    row_block block(4);
    while (found.read(block)) {
        for (std::size_t row = 0; row < block.size(); ++row) {
            standing_[static_cast<std::size_t>(DatumGetInt32(block.value(row, 0)))].push_back(
                {{DatumGetDateADT(block.value(row, 2)), end_of(block.value(row, 3), block.null(row, 3))},
                 DatumGetInt64(block.value(row, 1))});
        }
    }
    found.end();
    postgres::unregister_rows("series");
}

// With a snapshot older than the lock, another load's windows may stand unseen: then this one must not write.
void window_writer::refuse_stale_snapshot() const {
    if (!IsolationUsesXactSnapshot()) {
        return;
    }
    const postgres::statement versions(
        fmt::format("SELECT pg_catalog.count(*), "
                    "pg_catalog.sum(standing.xmin::pg_catalog.text::pg_catalog.int8)::pg_catalog.int8 "
                    "FROM series JOIN {} AS standing ON {}",
                    target_->table(), series_join()),
        {});
    postgres::arguments none;
    versions.execute(none);
    const std::int64_t rows = postgres::result_count(1);
    const std::int64_t sum = postgres::result_count(2);
    versions.execute_as_of_now(none);
    if (rows != postgres::result_count(1) || sum != postgres::result_count(2)) {
        throw core::failure("40001",
                            fmt::format("could not serialize access to {} due to a load at the same time",
                                        target_->feed().table),
                            "The transaction might succeed if retried.");
    }
}

void window_writer::decide(load_counts& counts) {
    decisions_.clear();
    closings_.clear();
    for (std::size_t series = 0; series < arriving_.size(); ++series) {
        decide_series(series, counts);
    }
}

void window_writer::decide_series(std::size_t series, load_counts& counts) {
    std::vector<core::window> standing;
    std::vector<core::window> arriving;
    for (const standing_row& row : standing_[series]) {
        standing.push_back(row.window);
    }
    for (const arriving_row& row : arriving_[series]) {
        arriving.push_back(row.window);
    }
    const core::placement placement = core::place_windows(standing, arriving);
    for (std::size_t place = 0; place < arriving.size(); ++place) {
        const core::placed_window& placed = placement.arriving[place];
        const std::int64_t replaces =
            placed.replaces < 0 ? 0 : standing_[series][static_cast<std::size_t>(placed.replaces)].id;
        decisions_.push_back({placed.accepted, placed.to, replaces});
        if (!placed.accepted) {
            rejects_->add({arriving_[series][place].row_number, core::reject_code::overlapping_window,
                           static_cast<std::int8_t>(start_)});
        }
    }
    for (const core::closed_window& closed : placement.closed) {
        closings_.push_back({{0, closed.to}, standing_[series][closed.standing].id});
        ++counts.closed;
    }
}

// The accepted rows, with the ends that were found for them and the ids of the rows that they replace.
void window_writer::fill_incoming(batch& batch) {
    const int columns = batch.store.description()->natts;
    row_block block(columns);
    row_block accepted(columns + 1);
    incoming_.clear();
    incoming_rows_ = 0;
    auto decision = decisions_.begin();
    batch.store.rewind();
    while (batch.store.read(block)) {
        accepted.clear();
        for (std::size_t row = 0; row < block.size(); ++row, ++decision) {
            if (!decision->accepted) {
                continue;
            }
            const std::size_t place = accepted.add();
            std::copy_n(block.values(row), columns, accepted.values(place));
            std::copy_n(block.nulls(row), columns, accepted.nulls(place));
            accepted.value(place, end_) = DateADTGetDatum(decision->to);
            accepted.null(place, end_) = decision->to == core::no_end;
            accepted.value(place, columns) = Int64GetDatum(decision->replaces);
            accepted.null(place, columns) = decision->replaces == 0;
        }
        incoming_.put(accepted);
        incoming_rows_ += static_cast<std::int64_t>(accepted.size());
    }
}

void window_writer::write_closings() {
    if (closings_.empty()) {
        return;
    }
    postgres::tuple_store store(postgres::row_type().add("id", INT8OID).add("ends", DATEOID).describe());
    row_block block(2);
    std::sort(closings_.begin(), closings_.end(),
              [](const standing_row& left, const standing_row& right) { return left.id < right.id; });
    for (const standing_row& closing : closings_) {
        if (block.full()) {
            store.put(block);
            block.clear();
        }
        const std::size_t row = block.add();
        std::fill_n(block.nulls(row), 2, false);
        block.value(row, 0) = Int64GetDatum(closing.id);
        block.value(row, 1) = DateADTGetDatum(closing.window.to);
    }
    store.put(block);
    postgres::register_rows("closing", store, static_cast<std::int64_t>(closings_.size()));
    postgres::execute(
        fmt::format("UPDATE {0} AS standing SET {1} = closing.ends, updated_at = pg_catalog.now() "
                    "FROM closing WHERE standing.id OPERATOR(pg_catalog.=) closing.id",
                    target_->table(), target_->column(end_).target));
    postgres::unregister_rows("closing");
    store.end();
}

void window_writer::write_incoming(load_counts& counts) const {
    postgres::register_rows(sql_text::incoming, incoming_, incoming_rows_);
    postgres::execute(
        fmt::format("WITH written AS (UPDATE {0} AS standing SET {1} FROM incoming "
                    "WHERE standing.id OPERATOR(pg_catalog.=) incoming.replaces AND ({2}) RETURNING 1), "
                    "written_new AS (INSERT INTO {0} ({3}) SELECT {4} FROM incoming "
                    "WHERE incoming.replaces IS NULL ORDER BY {5} RETURNING 1) "
                    "SELECT (SELECT pg_catalog.count(*) FROM written), "
                    "(SELECT pg_catalog.count(*) FROM written_new)",
                    target_->table(), text_.assignments(), text_.differs_from_incoming(), text_.columns(),
                    text_.incoming_values(), text_.incoming_order()));
    const std::int64_t updated = postgres::result_count(1);
    const std::int64_t inserted = postgres::result_count(2);
    postgres::free_result();
    postgres::unregister_rows(sql_text::incoming);
    counts.updated += updated;
    counts.inserted += inserted;
    counts.unchanged += incoming_rows_ - updated - inserted;
}

}  // namespace forecast_warehouse::load
