#include "load/row_writer.hpp"

#include <string>
#include <utility>

#include "load/direct_rows.hpp"
#include "load/direct_windows.hpp"
#include "load/grain.hpp"
#include "load/sql_rows.hpp"
#include "load/sql_windows.hpp"
#include "load/stored_money.hpp"
#include "load/violation.hpp"
#include "postgres/guard.hpp"
#include "postgres/progress.hpp"
#include "postgres/subtransaction.hpp"

namespace forecast_warehouse::load {
namespace {

// Windows of one series are written together.
may_part parts_of(const core::feed& feed) {
    if (!feed.windowed) {
        return [](const postgres::row_view&, const postgres::row_view&) { return true; };
    }
    return [&feed](const postgres::row_view& last, const postgres::row_view& next) {
        return !same_keys(feed, core::series_columns(feed), last, next);
    };
}

// Whether unchanged rows, which are not locked, may be of another moment than the others. Written rows are
// locked, so no row unchanged means no. Nor may they be when one statement has only read all rows.
bool is_of_two_moments(const write_outcome& written, std::int64_t rows) {
    const std::int64_t changed = written.inserted + written.updated;
    const auto rejected = static_cast<std::int64_t>(written.rejects.size());
    const bool read_only = changed == 0 && rejected == 0 && rows <= part_size;
    return changed + rejected < rows && !read_only;
}

}  // namespace

row_writer::row_writer(const target& target, const core::keep_sets& keep_sets, reject_log& rejects,
                       bool wants_ids)
    : target_(&target),
      keep_sets_(&keep_sets),
      rejects_(&rejects),
      windowed_(target.feed().windowed),
      has_ids_(wants_ids && !windowed_) {
    if (windowed_) {
        by_sql_ = std::make_unique<sql_windows>(target, keep_sets, rejects);
        target.take_turns(target.feed().table);
    } else {
        by_sql_ = std::make_unique<sql_rows>(target, keep_sets);
    }
    direct_target direct(target);
    if (!direct.is_allowed()) {
        return;
    }
    if (windowed_) {
        directly_ = std::make_unique<direct_windows>(target, keep_sets, std::move(direct), rejects);
    } else {
        directly_ = std::make_unique<direct_rows>(target, keep_sets, std::move(direct), has_ids_);
    }
}

void row_writer::write(batch& all, load_counts& counts) {
    if (windowed_) {
        write_by_parts(all, locking::none, counts);
    } else if (!rejects_->fails_load()) {
        std::optional<write_outcome> written = write_unless_violated(all);
        if (written) {
            report(std::move(*written), all.rows, counts);
        } else {
            write_by_parts(all, locking::rows, counts);
        }
    }
    by_sql_->end();
}

// All rows as one attempt; nothing when it was rolled back.
std::optional<write_outcome> row_writer::write_at_once(batch& all) {
    batch_part whole(target_->feed(), all);
    // One row cannot be mixed, and with one snapshot for the whole transaction a conflict is an error.
    const bool may_be_mixed = all.rows > 1 && !IsolationUsesXactSnapshot();
    std::set<std::size_t> lost;
    write_outcome written;
    const auto attempt = [&] {
        const std::uint64_t ended_before = postgres::ended_transactions();
        written = write_all(all, lost);
        return !may_be_mixed || ended_before == postgres::ended_transactions() ||
               !is_of_two_moments(written, all.rows) || by_sql_->is_stored(whole, written);
    };
    attempted last = attempted::lost;
    for (int count = 1; count <= (directly_ ? 2 : 1) && last == attempted::lost; ++count) {
        last = attempt_once(*target_, count, attempt, [&] { by_sql_->refuse_stale(whole); });
    }
    return last == attempted::committed ? std::optional(std::move(written)) : std::nullopt;
}

// lost: the parts, by index, that have lost to another session when they were written directly.
write_outcome row_writer::write_all(batch& all, std::set<std::size_t>& lost) {
    write_outcome total;
    std::size_t next = 0;
    if (directly_) {
        directly_->forget_locks();
    }
    postgres::progress::enter(postgres::progress::stage::writing, all.rows);
    for_each_part(target_->feed(), all, parts_of(target_->feed()), [&](batch_part& part) {
        const std::size_t index = next++;
        if (!directly_ || lost.contains(index)) {
            total.add(write_by_sql(part, locking::none));
        } else if (!unless_lost([&] { total.add(write_directly(part)); })) {
            lost.insert(index);
            throw postgres::lost_race();
        }
        postgres::progress::advance(part.size());
    });
    return total;
}

// The reject of the row that an error is about; no value when it is about none.
std::optional<core::reject> row_writer::reject_of(const postgres::pg_error& error) const {
    std::optional<core::reject> found = violation_of(*target_, error);
    return found || !stored_money(target_->feed(), *keep_sets_).is_used() ? found
                                                                          : overflow_of(*target_, error);
}

// The same; nothing, too, when a row is at fault.
std::optional<write_outcome> row_writer::write_unless_violated(batch& all) {
    try {
        return write_at_once(all);
    } catch (const postgres::pg_error& error) {
        if (!reject_of(error)) {
            throw;
        }
    }
    return std::nullopt;
}

write_outcome row_writer::write_or_halve(batch_part& part, locking first) {
    std::optional<core::reject> violation;
    const stored_money money(target_->feed(), *keep_sets_);
    const bool has_money =
        part.size() == 1 && money.is_used() && !money.concerns(part.in_memory().front().row);
    try {
        return write_part(part, first);
    } catch (const postgres::pg_error& error) {
        violation = reject_of(error);
        if (!violation || (has_money && violation->code == core::reject_code::out_of_range)) {
            throw;
        }
    }
    if (directly_) {
        directly_->forget_locks();
    }
    if (part.size() > 1) {
        return write_halves(part, first);
    }
    violation->row_number =
        DatumGetInt64(part.in_memory().front().row.values[row_number_column(target_->feed())]);
    write_outcome rejected;
    rejected.directly = directly_ && first == locking::none;
    rejected.by_sql = !rejected.directly;
    rejected.rejects.push_back(*violation);
    return rejected;
}

write_outcome row_writer::write_halves(batch_part& part, locking first) {
    postgres::check_interrupts();
    const std::vector<postgres::direct_row> rows = part.in_memory();
    const auto middle = rows.begin() + static_cast<std::ptrdiff_t>(rows.size() / 2);
    write_outcome total;
    for (const auto& [begin, end] : {std::pair(rows.begin(), middle), std::pair(middle, rows.end())}) {
        std::vector<postgres::direct_row> half(begin, end);
        batch_part smaller(target_->feed(), part.type(), half);
        total.add(write_or_halve(smaller, first));
        smaller.end();
    }
    return total;
}

// Each part until it comes through.
void row_writer::write_by_parts(batch& all, locking first, load_counts& counts) {
    postgres::progress::enter(postgres::progress::stage::writing, all.rows);
    for_each_part(target_->feed(), all, parts_of(target_->feed()), [&](batch_part& part) {
        report(write_or_halve(part, first), part.size(), counts);
        postgres::progress::advance(part.size());
    });
}

// Directly, unless the rows have to be locked from the first attempt on; then by SQL.
write_outcome row_writer::write_part(batch_part& part, locking first) {
    write_outcome written;
    if (directly_ && first == locking::none) {
        const bool is_written = unless_lost([&] {
            postgres::in_subtransaction([&] {
                written = write_directly(part);
                return true;
            });
        });
        if (is_written) {
            return written;
        }
        directly_->forget_locks();
    }
    // Direct writing has compared the snapshot with the stored windows before it lost.
    const bool may_miss_windows = windowed_ && IsolationUsesXactSnapshot() && !directly_;
    const auto attempt = [&](locking how) {
        if (may_miss_windows) {
            by_sql_->refuse_stale(part);
        }
        const std::uint64_t ended_before = postgres::ended_transactions();
        written = write_by_sql(part, how);
        if (how == locking::none && ended_before != postgres::ended_transactions() &&
            !by_sql_->is_stored(part, written)) {
            throw postgres::lost_race();
        }
    };
    retry_until_uncontended(*target_, first, attempt, [&] { by_sql_->refuse_stale(part); });
    return written;
}

write_outcome row_writer::write_directly(batch_part& part) {
    write_outcome written = directly_->write(part);
    written.directly = true;
    return written;
}

write_outcome row_writer::write_by_sql(batch_part& part, locking how) {
    write_outcome written = by_sql_->write(part, how);
    written.by_sql = true;
    return written;
}

void row_writer::report(write_outcome written, std::int64_t rows, load_counts& counts) {
    counts.inserted += written.inserted;
    counts.updated += written.updated;
    counts.closed += written.closed;
    counts.moved += written.moved;
    counts.directly = counts.directly || written.directly;
    counts.by_sql = counts.by_sql || written.by_sql;
    counts.unchanged +=
        rows - written.inserted - written.updated - static_cast<std::int64_t>(written.rejects.size());
    for (const core::reject& each : written.rejects) {
        rejects_->add(each);
        rejected_.emplace(each.row_number, each);
    }
    has_ids_ = has_ids_ && !written.by_sql;
    if (ids_.empty()) {
        ids_ = std::move(written.ids);
    } else {
        ids_.insert(ids_.end(), written.ids.begin(), written.ids.end());
    }
}

}  // namespace forecast_warehouse::load
