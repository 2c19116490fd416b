#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "load/key_locks.hpp"
#include "load/rejects.hpp"
#include "load/target.hpp"
#include "load/window_batch.hpp"
#include "postgres/direct_table.hpp"

namespace forecast_warehouse::load {

// Reads and writes windows past the executor (postgres::direct_table). What stands in a series is found by
// the unique index of the grain, whose last part is the first day.
class direct_windows {
public:
    // None when the setting says so, or the table is not to be written directly.
    static std::unique_ptr<direct_windows> make(const target& target, const core::keep_sets& keep_sets,
                                                const reject_log& rejects);

    direct_windows(const target& target, const core::keep_sets& keep_sets, const reject_log& rejects,
                   std::vector<postgres::direct_column> columns);

    // Writes a batch in a subtransaction of its own; nothing when another session was faster.
    std::optional<window_outcome> write(batch& batch);

private:
    window_outcome write_rows(batch& batch);
    void read_standing(postgres::direct_table& table, window_batch& windows) const;
    void add_closings(window_batch& windows);

    const target* target_;
    const reject_log* rejects_;
    std::vector<postgres::direct_column> columns_;
    std::vector<int> grain_;
    int end_;
    core::keep_sets keep_sets_;  // with that of closings
    std::int32_t all_but_end_;
    key_locks locks_;
    std::vector<std::unique_ptr<postgres::row_block>> closings_;
};

}  // namespace forecast_warehouse::load
