#include "load/arrival.hpp"

namespace forecast_warehouse::load {

void arrival::record(std::int64_t rows, const core::column_set& left_out) {
    if (rows == 0) {
        return;
    }
    if (runs_.empty() || keep_sets_.set(runs_.back().keep_set) != left_out) {
        runs_.push_back({rows_ + 1, keep_sets_.number_of(left_out)});
    }
    rows_ += rows;
}

void arrival::give_way() {
    gives_way_ = true;
    keep_sets_ = {};
    runs_.assign(1, {1, keep_sets_.number_of(core::column_set::all())});
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

std::int32_t arrival::keep_set(std::int64_t row_number) noexcept {
    while (current_run_ + 1 < runs_.size() && runs_[current_run_ + 1].first_row <= row_number) {
        ++current_run_;
    }
    return runs_[current_run_].keep_set;
}

}  // namespace forecast_warehouse::load
