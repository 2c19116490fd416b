#include "load/window_batch.hpp"

#include <algorithm>
#include <set>

#include "load/grain.hpp"

namespace forecast_warehouse::load {
namespace {

using postgres::direct_row;

enum stored_column : int { number, row, first_day, last_day };

core::day_number end_of(Datum value, bool is_null) {
    return is_null || core::is_open_end(DatumGetDateADT(value)) ? core::no_end : DatumGetDateADT(value);
}

bool starts_earlier(const stored_window& left, const stored_window& right) {
    return left.window.from < right.window.from;
}

}  // namespace

window_batch::window_batch(const target& target, const core::keep_sets& keep_sets, batch& from)
    : feed_(&target.feed()),
      keep_sets_(&keep_sets),
      start_(core::column_with_role(target.feed(), core::column_role::window_start)),
      end_(core::column_with_role(target.feed(), core::column_role::window_end)),
      rows_(from),
      replaced_(rows_.all().size(), nullptr) {
    const std::vector<direct_row>& rows = rows_.all();
    for (std::size_t row = 0; row < rows.size(); ++row) {
        if (row == 0 || !same_keys(*feed_, core::series_columns(*feed_), rows[row - 1].row, rows[row].row)) {
            series_.push_back({row, row, {}});
        }
        series_.back().end = row + 1;
    }
}

std::vector<postgres::row_view> window_batch::series() const {
    std::vector<postgres::row_view> views;
    views.reserve(series_.size());
    for (const one_series& each : series_) {
        views.push_back(rows_.all()[each.first].row);
    }
    return views;
}

void window_batch::add_stored(postgres::row_block& found) {
    for (std::size_t each = 0; each < found.size(); ++each) {
        auto& stored = series_[static_cast<std::size_t>(DatumGetInt32(found.value(each, number)))].stored;
        stored.push_back({{DatumGetDateADT(found.value(each, first_day)),
                           end_of(found.value(each, last_day), found.null(each, last_day))},
                          DatumGetInt64(found.value(each, row))});
    }
}

std::vector<std::int64_t> window_batch::stored_rows() const {
    std::vector<std::int64_t> found;
    for (const one_series& each : series_) {
        for (const stored_window& stored : each.stored) {
            found.push_back(stored.row);
        }
    }
    return found;
}

// A row replaces the stored window with the same first day. It is no new row then, and the foreign keys of
// the stored row protect what it refers to.
void window_batch::lock_keys(key_locks& locks, std::vector<core::reject>& rejects) {
    for (const one_series& each : series_) {
        for (std::size_t index = each.first; index < each.end; ++index) {
            direct_row& row = rows_.all()[index];
            const stored_window wanted{window_of(row), 0};
            const bool replaces =
                std::binary_search(each.stored.begin(), each.stored.end(), wanted, starts_earlier);
            row.becomes = replaces ? direct_row::outcome::updated : direct_row::outcome::inserted;
        }
    }
    const std::vector<core::reject> unknown = locks.lock(rows_.all());
    rejects.insert(rejects.end(), unknown.begin(), unknown.end());
}

// A row of ON CONFLICT DO NOTHING is only counted where a window with its first day is stored.
bool window_batch::gives_way(const one_series& series, const direct_row& row) const {
    const stored_window wanted{window_of(row), 0};
    return keep_sets_->set(DatumGetInt32(row.row.values[keep_set_column(*feed_)])).is_all() &&
           std::binary_search(series.stored.begin(), series.stored.end(), wanted, starts_earlier);
}

void window_batch::fit(std::vector<core::reject>& rejects) {
    for (const one_series& each : series_) {
        fit(each, rejects);
    }
}

void window_batch::fit(const one_series& series, std::vector<core::reject>& rejects) {
    std::vector<core::window> stored;
    stored.reserve(series.stored.size());
    for (const stored_window& each : series.stored) {
        stored.push_back(each.window);
    }
    std::vector<core::window> arriving;
    std::vector<std::size_t> arriving_rows;
    for (std::size_t row = series.first; row < series.end; ++row) {
        direct_row& each = rows_.all()[row];
        if (each.becomes == direct_row::outcome::rejected) {
            continue;
        }
        if (gives_way(series, each)) {
            each.becomes = direct_row::outcome::unchanged;
            continue;
        }
        arriving.push_back(window_of(each));
        arriving_rows.push_back(row);
    }
    const core::placement placement = core::fit_windows(stored, arriving);
    for (std::size_t index = 0; index < arriving.size(); ++index) {
        const core::placed_window& placed = placement.arriving[index];
        if (placed.accepted) {
            accept(arriving_rows[index], placed.to,
                   placed.replaces < 0 ? nullptr : &series.stored[static_cast<std::size_t>(placed.replaces)]);
        } else {
            reject(arriving_rows[index], core::reject_code::overlapping_window, rejects);
            rejects.back().windows = {arriving[index], placed.in_the_way};
        }
    }
    for (const core::closed_window& closed : placement.closed) {
        closings_.push_back({series.stored[closed.stored], closed.to, rows_.all()[series.first].row});
    }
}

void window_batch::accept(std::size_t row, core::day_number to, const stored_window* replaced) {
    direct_row& accepted = rows_.all()[row];
    const bool may_be_null =
        feed_->columns[static_cast<std::size_t>(end_)].missing == core::when_missing::null;
    accepted.row.values[end_] = DateADTGetDatum(to == core::no_end ? core::last_written_day : to);
    accepted.row.nulls[end_] = may_be_null && to == core::no_end;
    accepted.becomes = replaced != nullptr ? direct_row::outcome::updated : direct_row::outcome::inserted;
    replaced_[row] = replaced;
}

void window_batch::reject(std::size_t row, core::reject_code code, std::vector<core::reject>& rejects) {
    direct_row& rejected = rows_.all()[row];
    rejected.becomes = direct_row::outcome::rejected;
    rejects.push_back({number_of(rejected), code, start_});
}

std::vector<std::int64_t> window_batch::rows_within(const std::vector<std::int64_t>& left_open) const {
    const std::set<std::int64_t> open(left_open.begin(), left_open.end());
    std::set<std::int64_t> numbers;
    for (const one_series& series : series_) {
        for (const stored_window& stored : series.stored) {
            for (std::size_t row = series.first; open.contains(stored.row) && row < series.end; ++row) {
                const direct_row& each = rows_.all()[row];
                const core::day_number from = window_of(each).from;
                if (each.becomes != direct_row::outcome::rejected && stored.window.from < from &&
                    from <= stored.window.to) {
                    numbers.insert(number_of(each));
                }
            }
        }
    }
    return {numbers.begin(), numbers.end()};
}

void window_batch::exclude(const std::set<std::int64_t>& row_numbers, std::vector<core::reject>& rejects) {
    for (std::size_t row = 0; !row_numbers.empty() && row < rows_.all().size(); ++row) {
        if (row_numbers.contains(number_of(rows_.all()[row])) &&
            rows_.all()[row].becomes != direct_row::outcome::rejected) {
            reject(row, core::reject_code::dropped_by_trigger, rejects);
        }
    }
}

std::int64_t window_batch::number_of(const direct_row& row) const noexcept {
    return DatumGetInt64(row.row.values[row_number_column(*feed_)]);
}

core::window window_batch::window_of(const direct_row& row) const noexcept {
    return {DatumGetDateADT(row.row.values[start_]), end_of(row.row.values[end_], row.row.nulls[end_])};
}

}  // namespace forecast_warehouse::load
