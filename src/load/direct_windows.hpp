#pragma once

#include <memory>
#include <vector>

#include "load/direct_target.hpp"
#include "load/key_locks.hpp"
#include "load/rejects.hpp"
#include "load/window_batch.hpp"
#include "load/write_strategy.hpp"

namespace forecast_warehouse::load {

// Reads and writes windows past the executor. It finds the stored windows of a series by the unique index of
// the grain. The last column of that index is the first day.
class direct_windows final : public direct_strategy {
public:
    // The target is one that may be written directly.
    direct_windows(const target& target, core::keep_sets keep_sets, direct_target direct,
                   const reject_log& rejects);

    [[nodiscard]] write_outcome write(batch_part& part) override;
    void forget_locks() override { locks_.forget(); }

private:
    void read_stored(postgres::direct_table& table, window_batch& windows) const;
    void refuse_unseen(postgres::direct_table& table, const window_batch& windows) const;
    void add_closings(window_batch& windows);

    const target* target_;
    direct_target direct_;
    const reject_log* rejects_;
    int end_;
    core::keep_sets keep_sets_;  // with that of closings
    std::int32_t all_but_end_;
    key_locks locks_;
    std::vector<std::unique_ptr<postgres::row_block>> closings_;
};

}  // namespace forecast_warehouse::load
