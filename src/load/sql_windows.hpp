#pragma once

#include <cstdint>
#include <set>
#include <vector>

#include "load/rejects.hpp"
#include "load/window_statements.hpp"
#include "load/window_stores.hpp"
#include "load/write_strategy.hpp"

namespace forecast_warehouse::load {

// Reads and writes windows by SQL. One statement reads the stored windows in the series of a part. One closes
// windows, and one inserts and updates.
//
// Loads take turns, but other sessions may write the same rows. An attempt without locks has to close
// windows. It loses when the grain or the last day of one has changed. Other changes are overwritten, as by a
// load that came later.
class sql_windows final : public sql_strategy {
public:
    sql_windows(const target& target, const core::keep_sets& keep_sets, const reject_log& rejects);

    [[nodiscard]] write_outcome write(batch_part& part, locking how) override;
    // Compares the rows that the last write() has given to the table in place of others.
    [[nodiscard]] bool is_stored(batch_part& part, const write_outcome& written) override;
    // Fails where another load's windows are stored and not seen.
    void refuse_stale(batch_part& part) override;
    void end() override;

private:
    // The row numbers of windows that the table's triggers or policies left out.
    using left_out = std::vector<std::int64_t>;

    [[nodiscard]] left_out write_once(batch_part& part, locking how, write_outcome& written);
    [[nodiscard]] left_out write_incoming(write_outcome& written) const;
    void read_stored(window_batch& windows, locking how) const;
    [[nodiscard]] std::vector<std::int64_t> close(const window_batch& windows) const;

    const target* target_;
    window_statements statements_;
    const core::keep_sets* keep_sets_;
    const reject_log* rejects_;
    window_store series_;
    window_store incoming_;
    bool watches_;                     // for rows that the table's triggers or policies leave out
    std::set<std::int64_t> excluded_;  // the numbers of those that the part has left out so far
};

}  // namespace forecast_warehouse::load
