#include "core/features/store_totals.hpp"

#include <algorithm>
#include <cstddef>

#include "core/calendar.hpp"
#include "core/features/day_state.hpp"

namespace forecast_warehouse::core {

store_totals::store_totals(const feature_settings& settings, std::int64_t scale)
    : settings_(settings), scale_(scale), cutoff_(days_since_2000(settings.cutoff)) {}

void store_totals::clear() noexcept {
    rows_.clear();
    rows_of_.clear();
    days_.clear();
    categories_.clear();
}

void store_totals::add(std::int32_t category, day_number day, std::int64_t quantity) {
    rows_.push_back({day, quantity});
    rows_of_[category].push_back({day, quantity});
}

void store_totals::finish(std::span<const day_number> closed, std::span<const day_number> returned) {
    if (rows_.empty()) {
        return;
    }
    list_days(closed, returned);
    store_ = total_of(rows_);
    for (const auto& [category, rows] : rows_of_) {
        categories_[category] = total_of(rows);
    }
}

const sales_totals* store_totals::of_category(std::int32_t category) const noexcept {
    const auto found = categories_.find(category);
    return found == categories_.end() ? nullptr : &found->second;
}

// Sets a fact for those days of a list that are among the days of the store.
void store_totals::mark(bool store_day::*fact, std::span<const day_number> list) {
    for (const day_number day : list) {
        if (day >= first_day_ && day <= cutoff_) {
            days_[static_cast<std::size_t>(day - first_day_)].*fact = true;
        }
    }
}

void store_totals::list_days(std::span<const day_number> closed, std::span<const day_number> returned) {
    first_day_ = std::ranges::min_element(rows_, {}, &row::day)->day;
    days_.assign(static_cast<std::size_t>(cutoff_ - first_day_) + 1, {});
    for (const row& each : rows_) {
        days_[static_cast<std::size_t>(each.day - first_day_)].sent = true;
    }
    mark(&store_day::sent, returned);
    mark(&store_day::closed, closed);
}

bool store_totals::has_total(day_number day, bool has_row, std::int64_t quantity) const noexcept {
    const store_day& facts = days_[static_cast<std::size_t>(day - first_day_)];
    return !settings_.has_missing() || is_observed(state_of({.has_row = has_row,
                                                             .has_sale = quantity != 0,
                                                             .closed = facts.closed,
                                                             .store_sent = facts.sent}));
}

sales_totals store_totals::total_of(const std::vector<row>& rows) const {
    struct day_total {
        bool has_row = false;
        std::int64_t quantity = 0;
    };
    const day_number first = std::ranges::min_element(rows, {}, &row::day)->day;
    std::vector<day_total> days(static_cast<std::size_t>(cutoff_ - first) + 1);
    for (const row& each : rows) {
        day_total& day = days[static_cast<std::size_t>(each.day - first)];
        day.has_row = true;
        day.quantity += each.quantity;
    }
    const period_grid& grid = settings_.periods;
    sales_totals totals{grid.first_day_of(first), {}, scale_};
    const auto period_of = [&](day_number day) {
        return static_cast<std::size_t>((day - totals.first_day) / grid.days);
    };
    totals.sales.assign(period_of(cutoff_) + 1, missing_quantity);
    for (day_number day = first; day <= cutoff_; ++day) {
        const day_total& found = days[static_cast<std::size_t>(day - first)];
        if (has_total(day, found.has_row, found.quantity)) {
            std::int64_t& sum = totals.sales[period_of(day)];
            sum = is_missing(sum) ? found.quantity : sum + found.quantity;
        }
    }
    return totals;
}

}  // namespace forecast_warehouse::core
