#include "load/direct_rows.hpp"

#include <utility>

#include "load/reused_receipts.hpp"
#include "load/stored_money.hpp"
#include "load/violation.hpp"
#include "postgres/direct_compare.hpp"
#include "postgres/direct_write.hpp"

namespace forecast_warehouse::load {

direct_rows::direct_rows(const target& target, const core::keep_sets& keep_sets, direct_target direct,
                         bool wants_ids)
    : target_(&target),
      keep_sets_(&keep_sets),
      direct_(std::move(direct)),
      marks_(marks_of_sales(target.feed())),
      locks_(target),
      wants_ids_(wants_ids) {}

write_outcome direct_rows::write(batch_part& part) {
    std::vector<postgres::direct_row>& rows = part.in_memory();
    const postgres::keep_columns keep{direct_.keep_set_column(), keep_sets_};
    const stored_money money(target_->feed(), *keep_sets_);
    const arrived_values values(money, rows);
    postgres::direct_table table = direct_.table();
    table.begin();
    postgres::compare_rows(table, rows, keep, marks_, money.is_used() ? &money : nullptr);
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
    record_ids(rows, written);
    return written;
}

void direct_rows::record_ids(const std::vector<postgres::direct_row>& rows, write_outcome& written) const {
    using outcome = postgres::direct_row::outcome;
    if (!wants_ids_) {
        return;
    }
    const int number = row_number_column(target_->feed());
    written.ids.reserve(rows.size());
    for (const postgres::direct_row& row : rows) {
        if (row.becomes != outcome::rejected) {
            written.ids.push_back(
                {DatumGetInt64(row.row.values[number]), row.id, row.becomes != outcome::unchanged});
        }
    }
}

}  // namespace forecast_warehouse::load
