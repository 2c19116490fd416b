#include "load/arrival.hpp"

namespace forecast_warehouse::load {

void arrival::record(std::int64_t rows, column_mask left_out) {
    if (rows == 0) {
        return;
    }
    if (runs_.empty() || runs_.back().left_out != left_out) {
        runs_.push_back({rows_ + 1, left_out});
    }
    rows_ += rows;
}

void arrival::rewind() {
    store_.rewind();
    current_run_ = 0;
    first_row_ = 1;
    next_row_ = 1;
}

bool arrival::read(postgres::row_block& block) {
    first_row_ = next_row_;
    const bool any = store_.read(block);
    next_row_ += static_cast<std::int64_t>(block.size());
    return any;
}

arrival::column_mask arrival::left_out(std::int64_t row_number) noexcept {
    while (current_run_ + 1 < runs_.size() && runs_[current_run_ + 1].first_row <= row_number) {
        ++current_run_;
    }
    if (gives_way_) {
        return every_column;
    }
    return runs_.empty() ? 0 : runs_[current_run_].left_out;
}

arrival::left_out_columns arrival::left_out() const noexcept {
    if (gives_way_) {
        return {every_column, every_column};
    }
    left_out_columns columns{0, runs_.empty() ? 0 : runs_.front().left_out};
    for (const run& each : runs_) {
        columns.by_some |= each.left_out;
        columns.by_all &= each.left_out;
    }
    return columns;
}

}  // namespace forecast_warehouse::load
