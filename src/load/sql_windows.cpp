#include "load/sql_windows.hpp"

#include "load/dropped_rows.hpp"
#include "postgres/named_rows.hpp"
#include "postgres/spi.hpp"
#include "postgres/subtransaction.hpp"
#include "postgres/table_facts.hpp"

namespace forecast_warehouse::load {

sql_windows::sql_windows(const target& target, const core::keep_sets& keep_sets, const reject_log& rejects)
    : target_(&target),
      statements_(target, keep_sets),
      keep_sets_(&keep_sets),
      rejects_(&rejects),
      series_(make_series_store(target.feed())),
      incoming_(make_incoming_store(target.feed())),
      watches_(postgres::may_leave_out_rows(target.relation())) {}

void sql_windows::end() {
    series_.end();
    incoming_.end();
}

write_outcome sql_windows::write(batch_part& part, locking how) {
    excluded_.clear();
    write_outcome written;
    if (!watches_) {
        static_cast<void>(write_once(part, how, written));
        return written;
    }
    // A window must not end for one that was left out. So the part is written again without those.
    left_out left_out;
    const auto without_excluded = [&] {
        left_out = write_once(part, how, written);
        return left_out.empty();
    };
    while (!postgres::in_subtransaction(without_excluded)) {
        excluded_.insert(left_out.begin(), left_out.end());
    }
    return written;
}

sql_windows::left_out sql_windows::write_once(batch_part& part, locking how, write_outcome& written) {
    const std::uint64_t ended_before = postgres::ended_transactions();
    written = {};
    incoming_.clear();
    window_batch windows(*target_, *keep_sets_, part.in_store());
    put_series(target_->feed(), windows, series_);
    read_stored(windows, how);
    key_locks locks(*target_);
    windows.lock_keys(locks, written.rejects);
    windows.exclude(excluded_, written.rejects);
    windows.fit(written.rejects);
    if (rejects_->would_fail_load(written.rejects.size())) {
        return {};
    }
    const std::vector<std::int64_t> left_open = close(windows);
    if (!left_open.empty() && how == locking::none && ended_before != postgres::ended_transactions()) {
        throw postgres::lost_race();
    }
    // No other session can change a locked row. So the table's own triggers or policies left it open.
    left_out left_out = windows.rows_within(left_open);
    if (!left_out.empty()) {
        return left_out;
    }
    written.closed = static_cast<std::int64_t>(windows.closings().size());
    put_incoming(target_->feed(), windows, incoming_);
    return write_incoming(written);
}

void sql_windows::read_stored(window_batch& windows, locking how) const {
    postgres::tuple_store found(describe_stored_windows());
    const postgres::named_rows series = series_.named(*target_);
    postgres::execute_into(series.in(statements_.read(how)), found);
    series.end();
    postgres::row_block block(found.description()->natts);
    while (found.read(block)) {
        windows.add_stored(block);
    }
    found.end();
}

void sql_windows::refuse_stale(batch_part& part) {
    put_series(target_->feed(), window_batch(*target_, *keep_sets_, part.in_store()), series_);
    const postgres::named_rows series = series_.named(*target_);
    refuse_stale_snapshot(*target_, statements_.stored_row(), statements_.stored_in_series(), series);
    series.end();
}

// Returns the ids of the windows that were not as they were seen, or that stayed open.
std::vector<std::int64_t> sql_windows::close(const window_batch& windows) const {
    if (windows.closings().empty()) {
        return {};
    }
    window_store store = make_closing_store(target_->feed());
    put_closings(target_->feed(), windows, store);
    const postgres::named_rows closing = store.named(*target_);
    postgres::execute(closing.in(statements_.close()));
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

sql_windows::left_out sql_windows::write_incoming(write_outcome& written) const {
    const postgres::named_rows incoming = incoming_.named(*target_);
    postgres::execute(incoming.in(statements_.write(watches_)));
    written.updated = postgres::result_count(1);
    written.inserted = postgres::result_count(2);
    left_out left_out;
    if (watches_) {
        const std::int64_t not_inserted = postgres::result_count(3);
        if (not_inserted > 0 && postgres::result_count(4) != not_inserted) {
            throw moved_and_dropped(*target_);
        }
        for (const core::reject& each : dropped_rows(*target_, 5)) {
            left_out.push_back(each.row_number);
        }
    }
    postgres::free_result();
    incoming.end();
    return left_out;
}

bool sql_windows::is_stored(batch_part& /*part*/, const write_outcome& /*written*/) {
    if (incoming_.rows() == 0) {
        return true;
    }
    const postgres::named_rows incoming = incoming_.named(*target_);
    postgres::execute(incoming.in(statements_.count_differing()));
    const bool all = postgres::result_count(1) == 0;
    postgres::free_result();
    incoming.end();
    return all;
}

}  // namespace forecast_warehouse::load
