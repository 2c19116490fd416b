#include "load/summed_rows.hpp"

namespace forecast_warehouse::load {
namespace {

enum summed_column : int { at_sum, at_row, summed_columns };

}  // namespace

void summed_rows::add(const std::vector<std::int64_t>& rows) {
    const postgres::inside memory(memory_);
    if (!stored_) {
        waiting_.emplace(summed_columns);
        stored_.emplace(postgres::row_type().add("sum", INT8OID).add("row_number", INT8OID).describe());
    }
    for (std::size_t index = 1; index < rows.size(); ++index) {
        const std::size_t row = waiting_->add();
        waiting_->value(row, at_sum) = Int64GetDatum(rows.front());
        waiting_->value(row, at_row) = Int64GetDatum(rows[index]);
        waiting_->null(row, at_sum) = false;
        waiting_->null(row, at_row) = false;
        if (waiting_->full()) {
            spill();
        }
    }
}

void summed_rows::spill() {
    stored_->put(*waiting_);
    waiting_->clear();
}

std::int64_t summed_rows::reject_others(const std::map<std::int64_t, core::reject>& rejected,
                                        reject_log& rejects) {
    if (!stored_ || rejected.empty()) {
        return 0;
    }
    spill();
    std::int64_t count = 0;
    stored_->rewind();
    while (stored_->read(*waiting_)) {
        for (std::size_t row = 0; row < waiting_->size(); ++row) {
            const auto sum = rejected.find(DatumGetInt64(waiting_->value(row, at_sum)));
            if (sum != rejected.end()) {
                core::reject other = sum->second;
                other.row_number = DatumGetInt64(waiting_->value(row, at_row));
                rejects.add(other);
                ++count;
            }
        }
    }
    return count;
}

void summed_rows::end() {
    if (stored_) {
        stored_->end();
    }
}

}  // namespace forecast_warehouse::load
