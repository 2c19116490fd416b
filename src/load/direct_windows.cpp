#include "load/direct_windows.hpp"

#include <algorithm>

#include "load/attempts.hpp"
#include "load/direct_writer.hpp"
#include "postgres/series_scan.hpp"
#include "postgres/subtransaction.hpp"

namespace forecast_warehouse::load {
namespace {

using postgres::direct_row;
using postgres::series_scan;

}  // namespace

std::unique_ptr<direct_windows> direct_windows::make(const target& target, const core::keep_sets& keep_sets,
                                                     const reject_log& rejects) {
    std::vector<postgres::direct_column> columns = direct_columns(target);
    return may_write_directly(target, columns)
               ? std::make_unique<direct_windows>(target, keep_sets, rejects, std::move(columns))
               : nullptr;
}

direct_windows::direct_windows(const target& target, const core::keep_sets& keep_sets,
                               const reject_log& rejects, std::vector<postgres::direct_column> columns)
    : target_(&target),
      rejects_(&rejects),
      columns_(std::move(columns)),
      grain_(target.feed().grain.begin(), target.feed().grain.end()),
      end_(core::column_with_role(target.feed(), core::column_role::window_end)),
      keep_sets_(keep_sets),
      all_but_end_(keep_sets_.number_of(core::column_set::all_but(end_))),
      locks_(target) {}

std::optional<window_outcome> direct_windows::write(batch& batch) {
    window_outcome outcome;
    const bool written = unless_lost([&] {
        postgres::in_subtransaction([&] {
            outcome = write_rows(batch);
            return true;
        });
    });
    closings_.clear();
    if (!written) {
        locks_.forget();
        return std::nullopt;
    }
    return outcome;
}

window_outcome direct_windows::write_rows(batch& batch) {
    const postgres::kept_columns kept{keep_set_column(target_->feed()), &keep_sets_};
    postgres::direct_table table(target_->relation(), columns_, grain_, "updated_at");
    window_batch windows(*target_, keep_sets_, batch);
    table.look();
    read_standing(table, windows);
    window_outcome outcome;
    windows.lock_keys(locks_, outcome.rejects);
    windows.place(outcome.rejects);
    std::vector<direct_row>& rows = windows.rows();
    if (rejects_->would_fail_load(outcome.rejects.size())) {
        rows.clear();
    } else {
        for (std::size_t row = 0; row < rows.size(); ++row) {
            const standing_window* replaced = windows.replaced()[row];
            rows[row].place = replaced != nullptr ? postgres::tid_of_number(replaced->row) : rows[row].place;
        }
        table.compare_replaced(rows, kept);
        for (const direct_row& row : rows) {
            outcome.inserted += row.becomes == direct_row::outcome::inserted ? 1 : 0;
            outcome.updated += row.becomes == direct_row::outcome::updated ? 1 : 0;
        }
        outcome.closed = static_cast<std::int64_t>(windows.closings().size());
        add_closings(windows);
    }
    table.write(rows, kept);
    table.close();
    return outcome;
}

// With a snapshot for the whole transaction, another load's windows may stand unseen: then this one must not
// write.
void direct_windows::read_standing(postgres::direct_table& table, window_batch& windows) const {
    const std::vector<postgres::row_view> series = windows.series();
    postgres::row_block found(series_scan::columns);
    series_scan seen(table, series, end_, series_scan::moment::of_table);
    while (seen.read(found)) {
        windows.add_standing(found);
    }
    seen.end();
    if (!IsolationUsesXactSnapshot()) {
        return;
    }
    std::vector<std::int64_t> now;
    series_scan stands(table, series, end_, series_scan::moment::now);
    while (stands.read(found)) {
        for (std::size_t row = 0; row < found.size(); ++row) {
            now.push_back(DatumGetInt64(found.value(row, series_scan::tid)));
        }
    }
    stands.end();
    if (now != windows.standing_rows()) {
        throw cannot_serialize(*target_);
    }
}

// A closing is a change that keeps all columns but the last day.
void direct_windows::add_closings(window_batch& windows) {
    const int columns = keep_set_column(target_->feed()) + 1;
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
            {row, postgres::tid_of_number(closing.standing.row), direct_row::outcome::updated});
    }
}

}  // namespace forecast_warehouse::load
