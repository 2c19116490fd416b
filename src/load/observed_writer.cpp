#include "load/observed_writer.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "core/failure.hpp"
#include "core/sql.hpp"
#include "core/text.hpp"
#include "load/attempts.hpp"
#include "load/grain.hpp"
#include "postgres/fixed_point.hpp"
#include "postgres/guard.hpp"
#include "postgres/progress.hpp"
#include "postgres/rights.hpp"
#include "postgres/spi.hpp"

namespace forecast_warehouse::load {
namespace {

namespace sql = core::sql;

using postgres::direct_row;
using postgres::row_block;
using postgres::row_view;

core::day_number last_day(Datum value, bool is_null) {
    return is_null || core::is_open_end(DatumGetDateADT(value)) ? core::no_end : DatumGetDateADT(value);
}

// Where two stored windows overlap, no value of a day can be right: the first such window.
template <class Windows>
const core::window* overlapping(const Windows& stored) {
    for (std::size_t index = 1; index < stored.size(); ++index) {
        if (stored[index].window.days.from <= stored[index - 1].window.days.to) {
            return &stored[index].window.days;
        }
    }
    return nullptr;
}

std::string role_name(Oid role) {
    return postgres::guard([role]() -> const char* { return GetUserNameFromId(role, false); });
}

// Merging windows removes rows, which loads do not do otherwise.
void require_delete(const target& target) {
    if (!postgres::has_privileges(target.relation(), ACL_DELETE)) {
        throw core::failure(
            core::sqlstate::insufficient_privilege,
            fmt::format("permission denied for table {}", target.feed().table),
            fmt::format("Windows with one price are merged, which deletes rows: GRANT DELETE ON {} TO {};",
                        target.table(), postgres::quoted(role_name(GetUserId()))));
    }
}

// Runs a statement that returns how many rows it wrote.
void write_all(const target& target, const std::string& statement, std::int64_t expected) {
    postgres::execute(statement);
    const std::int64_t written = postgres::result_count(1);
    postgres::free_result();
    if (written != expected) {
        throw core::failure(core::sqlstate::triggered_action_exception,
                            fmt::format("a trigger or a policy of {} kept {} from being written",
                                        target.feed().table, core::counted(expected - written, "window")),
                            "Look at the triggers of the table, and at its policies.");
    }
}

// An observation that changes windows counts as inserted where a new window begins with it, else as updated.
void count_observations(const std::vector<core::valued_window>& observations,
                        const core::observed_windows& merged, const std::vector<core::valued_window>& fresh,
                        write_outcome& outcome) {
    for (std::size_t index = 0; index < observations.size(); ++index) {
        const bool begins = std::any_of(fresh.begin(), fresh.end(), [&](const core::valued_window& each) {
            return each.days.from == observations[index].days.from;
        });
        outcome.inserted += merged.changes[index] && begins ? 1 : 0;
        outcome.updated += merged.changes[index] && !begins ? 1 : 0;
    }
}

}  // namespace

observed_writer::observed_writer(const target& target, const core::keep_sets& keep_sets, reject_log& rejects)
    : target_(&target),
      keep_sets_(&keep_sets),
      rejects_(&rejects),
      statements_(target, keep_sets),
      series_(make_series_store(target.feed())),
      start_(core::column_with_role(target.feed(), core::column_role::window_start)),
      end_(core::column_with_role(target.feed(), core::column_role::window_end)),
      price_(core::column_with_role(target.feed(), core::column_role::money)) {
    target.take_turns(target.feed().table);
}

void observed_writer::write(batch& all, load_counts& counts) {
    postgres::progress::enter(postgres::progress::stage::writing, all.rows);
    counts.by_sql = true;
    const auto may_part = [this](const row_view& last, const row_view& next) {
        return !same_keys(target_->feed(), core::series_columns(target_->feed()), last, next);
    };
    for_each_part(target_->feed(), all, may_part, [&](batch_part& part) {
        const write_outcome written = write_part(part);
        counts.inserted += written.inserted;
        counts.updated += written.updated;
        counts.closed += written.closed;
        counts.unchanged += part.size() - written.inserted - written.updated -
                            static_cast<std::int64_t>(written.rejects.size());
        for (const core::reject& each : written.rejects) {
            rejects_->add(each);
        }
        postgres::progress::advance(part.size());
    });
    series_.end();
}

// Rows are locked only if there is something to write.
write_outcome observed_writer::write_part(batch_part& part) {
    window_batch windows(*target_, *keep_sets_, part.in_store());
    put_series(target_->feed(), windows, series_);
    if (IsolationUsesXactSnapshot()) {
        const postgres::named_rows series = series_.named(*target_);
        refuse_stale_snapshot(*target_, statements_.stored_row(), statements_.stored_in_series(), series);
        series.end();
    }
    plan planned = plan_of(windows, read_stored(windows, locking::none));
    if (!planned.changes.empty()) {
        planned = plan_of(windows, read_stored(windows, locking::rows));
    }
    if (!planned.changes.empty() && !rejects_->would_fail_load(planned.outcome.rejects.size())) {
        apply(windows, planned);
    }
    return std::move(planned.outcome);
}

std::int64_t observed_writer::value_of(Datum price) const {
    const auto value = postgres::fixed_point(price, target_->column(price_).scale);
    if (!value || *value == postgres::not_a_number) {
        throw core::failure(core::sqlstate::numeric_value_out_of_range,
                            fmt::format("{} has a {} that is no number of {} decimals", target_->feed().table,
                                        target_->column(price_).target, target_->column(price_).scale),
                            "Correct the stored rows.");
    }
    return *value;
}

core::valued_window observed_writer::observation_of(const row_view& row) const {
    return {{DatumGetDateADT(row.values[start_]), last_day(row.values[end_], row.nulls[end_])},
            value_of(row.values[price_])};
}

std::vector<observed_writer::one_series> observed_writer::read_stored(window_batch& windows,
                                                                      locking how) const {
    std::vector<one_series> all;
    const std::vector<direct_row>& rows = windows.rows();
    for (std::size_t row = 0; row < rows.size(); ++row) {
        if (row == 0 || !same_keys(target_->feed(), core::series_columns(target_->feed()), rows[row - 1].row,
                                   rows[row].row)) {
            all.push_back({row, row, {}});
        }
        all.back().end = row + 1;
    }
    postgres::tuple_store found(postgres::row_type()
                                    .add("number", INT4OID)
                                    .add("id", INT8OID)
                                    .add("starts", DATEOID)
                                    .add("ends", DATEOID)
                                    .add("price", NUMERICOID)
                                    .describe());
    const postgres::named_rows series = series_.named(*target_);
    postgres::execute_into(
        series.in(fmt::format(
            "WITH found AS (SELECT series.number, CAST(stored.id AS pg_catalog.int8) AS id, "
            "stored.{} AS starts, stored.{} AS ends, CAST(stored.{} AS pg_catalog.numeric) AS price "
            "FROM {}{}) SELECT number, id, starts, ends, price FROM found ORDER BY number, starts, id",
            target_->column(start_).target, target_->column(end_).target, target_->column(price_).target,
            statements_.stored_in_series(), how == locking::rows ? " FOR NO KEY UPDATE OF stored" : "")),
        found);
    series.end();
    row_block block(found.description()->natts);
    while (found.read(block)) {
        for (std::size_t row = 0; row < block.size(); ++row) {
            all[static_cast<std::size_t>(DatumGetInt32(block.value(row, 0)))].stored.push_back(
                {{{DatumGetDateADT(block.value(row, 2)), last_day(block.value(row, 3), block.null(row, 3))},
                  value_of(block.value(row, 4))},
                 DatumGetInt64(block.value(row, 1))});
        }
    }
    found.end();
    return all;
}

observed_writer::plan observed_writer::plan_of(window_batch& windows,
                                               const std::vector<one_series>& all) const {
    plan planned;
    for (const one_series& each : all) {
        const core::window* in_the_way = overlapping(each.stored);
        if (in_the_way == nullptr) {
            plan_series(windows.rows(), each, planned);
            continue;
        }
        for (std::size_t row = each.first; row < each.end; ++row) {
            const row_view& rejected = windows.rows()[row].row;
            planned.outcome.rejects.push_back(
                {DatumGetInt64(rejected.values[row_number_column(target_->feed())]),
                 core::reject_code::overlapping_window, start_});
            planned.outcome.rejects.back().windows = {observation_of(rejected).days, *in_the_way};
        }
    }
    return planned;
}

// A window that starts on the day of a stored one alters its row. Of the others, as many rows as possible are
// altered: then few are removed.
void observed_writer::plan_series(const std::vector<direct_row>& rows, const one_series& series,
                                  plan& planned) const {
    std::vector<core::valued_window> stored;
    for (const seen_window& each : series.stored) {
        stored.push_back(each.window);
    }
    std::vector<core::valued_window> observations;
    for (std::size_t row = series.first; row < series.end; ++row) {
        observations.push_back(observation_of(rows[row].row));
    }
    const core::observed_windows merged = core::merge_observations(stored, observations);

    const std::size_t planned_before = planned.changes.size();
    std::vector<std::int64_t> left;
    std::vector<core::valued_window> fresh;
    auto next = series.stored.begin();
    for (const core::valued_window& each : merged.windows) {
        for (; next != series.stored.end() && next->window.days.from < each.days.from; ++next) {
            left.push_back(next->id);
        }
        if (next == series.stored.end() || next->window.days.from != each.days.from) {
            fresh.push_back(each);
            continue;
        }
        if (next->window.days.to != each.days.to || next->window.value != each.value) {
            planned.changes.push_back({change::altered, next->id, each, series.first});
            planned.outcome.closed += each.days.to < next->window.days.to ? 1 : 0;
        }
        ++next;
    }
    for (; next != series.stored.end(); ++next) {
        left.push_back(next->id);
    }
    const std::size_t moved = std::min(left.size(), fresh.size());
    for (std::size_t index = 0; index < moved; ++index) {
        planned.changes.push_back({change::altered, left[index], fresh[index], series.first});
    }
    for (std::size_t index = moved; index < fresh.size(); ++index) {
        planned.changes.push_back({change::added, 0, fresh[index], series.first});
    }
    for (std::size_t index = moved; index < left.size(); ++index) {
        planned.changes.push_back({change::removed, left[index], {}, series.first});
    }
    if (planned.changes.size() > planned_before) {
        count_observations(observations, merged, fresh, planned.outcome);
    }
}

window_store observed_writer::store_of(window_batch& windows,
                                       const std::vector<window_change>& changes) const {
    const int columns = keep_set_column(target_->feed()) + 1;
    window_store store(
        "changes",
        resolved_row_type(target_->feed()).add("change", INT4OID).add("stored_id", INT8OID).describe());
    row_block block(store.columns());
    for (const window_change& each : changes) {
        const row_view from = windows.rows()[each.row].row;
        const row_view added = store.add(block);
        std::copy_n(from.values, columns, added.values);
        std::copy_n(from.nulls, columns, added.nulls);
        const postgres::inside memory(block.memory());
        added.values[start_] = DateADTGetDatum(each.becomes.days.from);
        added.values[end_] = DateADTGetDatum(each.becomes.days.to);
        added.nulls[end_] = each.becomes.days.to == core::no_end;
        added.values[price_] = postgres::numeric_of(each.becomes.value, target_->column(price_).scale);
        added.values[columns] = Int32GetDatum(static_cast<std::int32_t>(each.kind));
        added.values[columns + 1] = Int64GetDatum(each.id);
    }
    store.finish(block);
    return store;
}

// A statement that makes the changes of one kind.
std::string observed_writer::statement_for(change kind) const {
    const std::string of_kind = sql::eq("changes.change", std::to_string(static_cast<int>(kind)));
    const std::string of_row = sql::all_of({of_kind, sql::eq("stored.id", "changes.stored_id")});
    if (kind == change::removed) {
        return fmt::format("DELETE FROM {} AS stored USING changes WHERE {}", target_->table(), of_row);
    }
    if (kind == change::altered) {
        std::string assignments;
        for (const int column : {price_, start_, end_}) {
            assignments += fmt::format("{0} = changes.{0}, ", target_->column(column).target);
        }
        return fmt::format("UPDATE {} AS stored SET {}updated_at = pg_catalog.now() FROM changes WHERE {}",
                           target_->table(), assignments, of_row);
    }
    std::string names;
    std::string values;
    for (const core::feed_column& each : target_->feed().columns) {
        names += (names.empty() ? "" : ", ") + each.target;
        values += (values.empty() ? "changes." : ", changes.") + each.target;
    }
    return fmt::format("INSERT INTO {} ({}) SELECT {} FROM changes WHERE {}", target_->table(), names, values,
                       of_kind);
}

void observed_writer::apply(window_batch& windows, const plan& planned) const {
    window_store store = store_of(windows, planned.changes);
    const postgres::named_rows changes = store.named(*target_);
    for (const change kind : {change::removed, change::altered, change::added}) {
        const auto count = std::count_if(planned.changes.begin(), planned.changes.end(),
                                         [kind](const window_change& each) { return each.kind == kind; });
        if (count == 0) {
            continue;
        }
        if (kind == change::removed) {
            require_delete(*target_);
        }
        write_all(
            *target_,
            changes.in(fmt::format("WITH written AS ({} RETURNING 1) SELECT pg_catalog.count(*) FROM written",
                                   statement_for(kind))),
            count);
    }
    changes.end();
    store.end();
}

}  // namespace forecast_warehouse::load
