#pragma once

#include <cstdint>
#include <set>
#include <string>

#include "load/arrival.hpp"
#include "load/attempts.hpp"
#include "load/rejects.hpp"
#include "load/sql_text.hpp"
#include "load/target.hpp"
#include "load/window_batch.hpp"
#include "postgres/named_rows.hpp"

namespace forecast_warehouse::load {

// Reads and writes windows by SQL: one statement finds what stands in the series of a batch, one closes, one
// inserts and updates.
//
// What stands is not locked by looking at it. A row that somebody else (no load: they take turns) has written
// since is left alone where it is another window by now, by its grain or its last day; the batch is done
// again then, with what stands locked. What else was written before ours is written over, as by a load that
// came later; whatever was found unchanged is then compared once more.
class sql_windows {
public:
    sql_windows(const target& target, const core::keep_sets& keep_sets, const reject_log& rejects);

    // snapshot_is_new: whether what the transaction sees is known to be what stands.
    window_outcome write(batch& batch, bool snapshot_is_new);
    void end();

private:
    window_outcome write_rows(batch& batch, locking how, bool snapshot_is_new);
    void put_series(const window_batch& windows);
    void read_standing(window_batch& windows, locking how) const;
    void refuse_stale() const;
    void put_incoming(window_batch& windows);
    [[nodiscard]] postgres::named_rows named_series() const;
    [[nodiscard]] postgres::named_rows named_incoming() const;
    [[nodiscard]] std::string is_as_seen(const std::string& seen, const std::string& id) const;
    [[nodiscard]] postgres::tuple_store put_closings(const window_batch& windows) const;
    [[nodiscard]] std::vector<std::int64_t> close(const window_batch& windows) const;
    void write_incoming(window_outcome& outcome) const;
    void watch_incoming(window_outcome& outcome) const;
    [[nodiscard]] bool stands() const;
    [[nodiscard]] std::string standing_in_series() const;

    const target* target_;
    sql_text text_;
    const core::keep_sets* keep_sets_;
    const reject_log* rejects_;
    int start_;
    int end_;
    postgres::tuple_store series_;
    postgres::tuple_store incoming_;
    bool watches_;                     // for rows that the table's triggers or policies leave out
    std::set<std::int64_t> kept_out_;  // the numbers of those of the batch at hand
    std::int64_t series_count_ = 0;
    std::int64_t incoming_count_ = 0;
};

}  // namespace forecast_warehouse::load
