#pragma once

#include <memory>

#include "load/arrival.hpp"
#include "load/direct_windows.hpp"
#include "load/rejects.hpp"
#include "load/sql_windows.hpp"
#include "load/writer.hpp"

namespace forecast_warehouse::load {

// Writes tables whose rows are windows: fits each series' arriving windows between the standing ones
// (core::place_windows), directly where the table allows it, else by SQL.
//
// No constraint of the table keeps windows apart, so loads of one table wait for each other, and a
// transaction with an old snapshot fails when another load came between.
class window_writer : public writer {
public:
    window_writer(const target& target, const core::keep_sets& keep_sets, reject_log& rejects);

    void write(batch& all, load_counts& counts) override;

private:
    void write_batch(batch& part, load_counts& counts);

    const target* target_;
    reject_log* rejects_;
    sql_windows by_sql_;
    std::unique_ptr<direct_windows> directly_;
};

}  // namespace forecast_warehouse::load
