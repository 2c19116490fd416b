#pragma once

#include <cstdint>
#include <vector>

#include "core/windows.hpp"
#include "load/arrival.hpp"
#include "load/rejects.hpp"
#include "load/sql_text.hpp"
#include "load/writer.hpp"

namespace forecast_warehouse::load {

// Writes tables whose rows are windows: fits each series' arriving windows between the standing ones
// (core::place_windows), then inserts, updates and closes by one statement each.
//
// No constraint of the table keeps windows apart, so loads of one table wait for each other, and a
// transaction with an old snapshot fails when another load came between.
class window_writer : public writer {
public:
    window_writer(const target& target, arrival::left_out_columns left_out, reject_log& rejects);

    void write(batch& all, load_counts& counts) override;

private:
    struct arriving_row {
        core::window window;
        std::int64_t row_number;
    };
    struct standing_row {
        core::window window;
        std::int64_t id;
    };
    struct decision {
        bool accepted;
        core::day_number to;
        std::int64_t replaces;  // id of the standing row; 0: none
    };

    void write_batch(batch& batch, load_counts& counts);
    void read_series(batch& batch);
    void read_standing();
    void refuse_stale_snapshot() const;
    void decide(load_counts& counts);
    void decide_series(std::size_t series, load_counts& counts);
    void fill_incoming(batch& batch);
    void write_closings();
    void write_incoming(load_counts& counts) const;
    [[nodiscard]] std::span<const int> series_columns() const noexcept;
    [[nodiscard]] std::string series_join() const;

    const target* target_;
    sql_text text_;
    reject_log* rejects_;
    int start_;
    int end_;
    std::vector<std::vector<arriving_row>> arriving_;  // by series
    std::vector<std::vector<standing_row>> standing_;
    std::vector<decision> decisions_;  // in the batch's order
    std::vector<standing_row> closings_;
    postgres::tuple_store series_;
    postgres::tuple_store incoming_;
    std::int64_t incoming_rows_ = 0;
};

}  // namespace forecast_warehouse::load
