#include "load/direct_windows.hpp"

#include <algorithm>
#include <utility>

#include "postgres/direct_compare.hpp"
#include "postgres/direct_write.hpp"
#include "postgres/series_scan.hpp"

namespace forecast_warehouse::load {

using postgres::direct_row;
using postgres::series_scan;

direct_windows::direct_windows(const target& target, core::keep_sets keep_sets, direct_target direct,
                               const reject_log& rejects)
    : target_(&target),
      direct_(std::move(direct)),
      rejects_(&rejects),
      end_(core::column_with_role(target.feed(), core::column_role::window_end)),
      keep_sets_(std::move(keep_sets)),
      all_but_end_(keep_sets_.number_of(core::column_set::all_but(end_))),
      locks_(target) {}

write_outcome direct_windows::write(batch_part& part) {
    closings_.clear();
    const postgres::keep_columns keep{direct_.keep_set_column(), &keep_sets_};
    postgres::direct_table table = direct_.table();
    window_batch windows(*target_, keep_sets_, part.in_store());
    table.begin();
    read_stored(table, windows);
    write_outcome written;
    windows.lock_keys(locks_, written.rejects);
    windows.fit(written.rejects);
    std::vector<direct_row>& rows = windows.rows();
    if (!rejects_->would_fail_load(written.rejects.size())) {
        for (std::size_t row = 0; row < rows.size(); ++row) {
            const stored_window* replaced = windows.replaced()[row];
            rows[row].tid = replaced != nullptr ? postgres::tid_of_number(replaced->row) : rows[row].tid;
        }
        postgres::compare_replaced(table, rows, keep);
        written.count(rows);
        written.closed = static_cast<std::int64_t>(windows.closings().size());
        add_closings(windows);
        postgres::write_rows(table, rows, keep, postgres::on_violation::raise);
    }
    table.close();
    return written;
}

void direct_windows::read_stored(postgres::direct_table& table, window_batch& windows) const {
    const std::vector<postgres::row_view> series = windows.series();
    postgres::row_block found(series_scan::columns);
    series_scan scan(table, series, end_, series_scan::moment::of_table);
    while (scan.read(found)) {
        windows.add_stored(found);
    }
    scan.end();
    if (IsolationUsesXactSnapshot()) {
        refuse_unseen(table, windows);
    }
}

// With a snapshot for the whole transaction, another load's windows may be stored and not seen. Then this
// load must not write.
void direct_windows::refuse_unseen(postgres::direct_table& table, const window_batch& windows) const {
    const std::vector<postgres::row_view> series = windows.series();
    postgres::row_block found(series_scan::columns);
    std::vector<std::int64_t> now;
    series_scan scan(table, series, end_, series_scan::moment::now);
    while (scan.read(found)) {
        for (std::size_t row = 0; row < found.size(); ++row) {
            now.push_back(DatumGetInt64(found.value(row, series_scan::tid)));
        }
    }
    scan.end();
    if (now != windows.stored_rows()) {
        throw cannot_serialize(*target_);
    }
}

// A closing is an update that keeps all columns but the last day.
void direct_windows::add_closings(window_batch& windows) {
    const int columns = direct_.keep_set_column() + 1;
    for (const closing_window& closing : windows.closings()) {
        if (closings_.empty() || closings_.back()->full()) {
            closings_.push_back(std::make_unique<postgres::row_block>(columns));
        }
        postgres::row_block& block = *closings_.back();
        const postgres::row_view row = block.view(block.add());
        std::fill_n(row.values, columns, Datum{0});
        std::fill_n(row.nulls, columns, true);
        row.values[end_] = DateADTGetDatum(closing.to);
        row.values[columns - 1] = Int32GetDatum(all_but_end_);
        row.nulls[end_] = row.nulls[columns - 1] = false;
        windows.rows().push_back(
            {row, postgres::tid_of_number(closing.stored.row), direct_row::outcome::updated});
    }
}

}  // namespace forecast_warehouse::load
