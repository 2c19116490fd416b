#include "load/direct_rows.hpp"

#include <utility>

#include "load/reused_receipts.hpp"
#include "load/violation.hpp"
#include "postgres/direct_compare.hpp"
#include "postgres/direct_write.hpp"

namespace forecast_warehouse::load {

direct_rows::direct_rows(const target& target, const core::keep_sets& keep_sets, direct_target direct)
    : target_(&target),
      keep_sets_(&keep_sets),
      direct_(std::move(direct)),
      marks_(marks_of_sales(target.feed())),
      locks_(target) {}

write_outcome direct_rows::write(batch_part& part) {
    std::vector<postgres::direct_row>& rows = part.in_memory();
    const postgres::keep_columns keep{direct_.keep_set_column(), keep_sets_};
    postgres::direct_table table = direct_.table();
    table.begin();
    postgres::compare_rows(table, rows, keep, marks_);
    write_outcome written;
    for (const postgres::direct_row& row : rows) {
        if (row.becomes == postgres::direct_row::outcome::rejected) {
            written.rejects.push_back(receipt_reused(target_->feed(), row.row));
        }
    }
    const std::vector<core::reject> unknown = locks_.lock(rows);
    written.rejects.insert(written.rejects.end(), unknown.begin(), unknown.end());
    postgres::write_rows(table, rows, keep, postgres::on_violation::reject);
    for (const postgres::direct_row& row : rows) {
        if (row.violated.check != nullptr || row.violated.column != nullptr) {
            written.rejects.push_back(violation_of(*target_, row));
        }
    }
    table.close();
    written.count(rows);
    return written;
}

}  // namespace forecast_warehouse::load
