#include "load/arrival.hpp"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

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

bool arrival::read_stored(postgres::row_block& block) {
    first_row_ = next_row_;
    const bool any = store_.read(block);
    next_row_ += static_cast<std::int64_t>(block.size());
    return any;
}

void arrival::record_line(std::int64_t line, std::int64_t rows) {
    if (rows == 0 || lines_.size() > most_line_runs) {
        return;
    }
    const std::int64_t next = rows_ + 1;
    if (lines_.empty() || lines_.back().rows_of_line != rows || lines_.back().line_of(next) != line) {
        lines_.push_back({next, line, rows});
    }
}

// 0: not known.
std::int64_t arrival::line_of(std::int64_t row_number) const {
    const auto next =
        std::upper_bound(lines_.begin(), lines_.end(), row_number,
                         [](std::int64_t row, const line_run& run) { return row < run.first_row; });
    if (next == lines_.begin() || (next == lines_.end() && lines_.size() > most_line_runs)) {
        return 0;
    }
    return std::prev(next)->line_of(row_number);
}

std::int32_t arrival::keep_set(std::int64_t row_number) noexcept {
    while (current_run_ + 1 < runs_.size() && runs_[current_run_ + 1].first_row <= row_number) {
        ++current_run_;
    }
    return runs_[current_run_].keep_set;
}

bool arrival::leaves_out(std::int64_t row_number, int column) const noexcept {
    const auto next =
        std::upper_bound(runs_.begin(), runs_.end(), row_number,
                         [](std::int64_t number, const run& each) { return number < each.first_row; });
    return next != runs_.begin() && keep_sets_.set(std::prev(next)->keep_set).contains(column);
}

arrived_rows::arrived_rows(arrival& of) : of_(&of) {
    of.rewind();
    if (of.reader()) {
        // A wide file has fewer rows in a block.
        constexpr std::size_t most_values = std::size_t{1} << 20U;
        const int columns = of.store().description()->natts;
        const auto all = static_cast<std::size_t>(std::max<std::int64_t>(of.rows(), 1));
        stored_ = std::make_unique<postgres::row_block>(
            columns, std::min(all, most_values / static_cast<std::size_t>(columns)));
        unreadable_ = std::make_unique<block_faults>();
    }
}

bool arrived_rows::read(postgres::row_block& block) {
    if (!stored_) {
        return of_->read_stored(block);
    }
    block.clear();
    unreadable_->clear();
    if (!of_->read_stored(*stored_)) {
        return false;
    }
    of_->reader()->read(*stored_, block, *unreadable_);
    return true;
}

void arrived_rows::add_unreadable(block_faults& faults) const {
    for (std::size_t row = 0; stored_ && row < stored_->size(); ++row) {
        if (unreadable_->has(row)) {
            faults.set(row, unreadable_->code(row), unreadable_->column(row));
        }
    }
}

postgres::row_view arrived_rows::arrived(postgres::row_block& block, std::size_t row) {
    return stored_ ? stored_->view(row) : block.view(row);
}

std::string arrived_rows::explain(std::size_t row, int column) {
    const std::int64_t line = of_->line_of(of_->first_row() + static_cast<std::int64_t>(row));
    return of_->reader()->explain(stored_->view(row), column) +
           (line > 0 ? fmt::format(" (line {})", line) : "");
}

}  // namespace forecast_warehouse::load
