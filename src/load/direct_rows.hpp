#pragma once

#include <vector>

#include "load/direct_target.hpp"
#include "load/key_locks.hpp"
#include "load/write_strategy.hpp"

namespace forecast_warehouse::load {

// Writes rows of a table whose grain is unique past the executor.
class direct_rows final : public direct_strategy {
public:
    // The target is one that may be written directly. wants_ids: whether an outcome has the rows' ids.
    direct_rows(const target& target, const core::keep_sets& keep_sets, direct_target direct, bool wants_ids);

    [[nodiscard]] write_outcome write(batch_part& part) override;
    void forget_locks() override { locks_.forget(); }

private:
    void record_ids(const std::vector<postgres::direct_row>& rows, write_outcome& written) const;

    const target* target_;
    const core::keep_sets* keep_sets_;
    direct_target direct_;
    std::vector<std::vector<int>> marks_;  // core::sale_marks, where lines of other sales are rejected
    key_locks locks_;
    bool wants_ids_;
};

}  // namespace forecast_warehouse::load
