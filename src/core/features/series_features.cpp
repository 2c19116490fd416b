#include "core/features/series_features.hpp"

#include <algorithm>
#include <iterator>

#include "core/features/feature_groups.hpp"

namespace forecast_warehouse::core {

std::vector<feature_column> table_columns(const feature_settings& settings) {
    std::vector<feature_column> columns{{"date", feature_type::date},
                                        {"store_id", feature_type::integer},
                                        {"product_id", feature_type::integer},
                                        {"quantity", quantity_values(settings).type(feature_type::integer)}};
    const store_calendars no_calendars;
    for (const feature_group_ptr& group : feature_groups(settings, no_calendars)) {
        std::ranges::move(group->columns(), std::back_inserter(columns));
    }
    return columns;
}

series_features::series_features(const feature_settings& settings, const store_calendars& calendars)
    : horizon_(settings.horizon),
      period_days_(settings.periods.days),
      leaves_out_(settings.missing == unobserved::skip),
      quantities_(settings),
      groups_(feature_groups(settings, calendars)) {}

void series_features::begin(const series& series) {
    series_ = &series;
    quantities_.begin(series);
    day_ = {series.first_day - period_days_, -1, {}, {}, {}, {}};
    for (const feature_group_ptr& group : groups_) {
        group->begin(series);
    }
}

void series_features::next_day() {
    day_.date += period_days_;
    ++day_.index;
    // The only place that decides which sales a row may use.
    const std::int64_t known = day_.index - horizon_ + 1;
    if (known > 0) {
        day_.sales = std::span(series_->sales).first(static_cast<std::size_t>(known));
        if (!series_->states.empty()) {
            day_.states = std::span(series_->states).first(static_cast<std::size_t>(known));
        }
    }
    day_.store = known_part(series_->store_total);
    day_.category = known_part(series_->category_total);
    for (const feature_group_ptr& group : groups_) {
        group->advance(day_);
    }
}

known_totals series_features::known_part(const sales_totals* totals) const noexcept {
    if (totals == nullptr) {
        return {};
    }
    const std::int64_t index = (day_.date - totals->first_day) / period_days_;
    const auto all = static_cast<std::int64_t>(totals->sales.size());
    const std::int64_t known = std::clamp<std::int64_t>(index - horizon_ + 1, 0, all);
    return {index, std::span(totals->sales).first(static_cast<std::size_t>(known))};
}

bool series_features::has_row() const noexcept {
    if (!leaves_out_ || series_->states.empty()) {
        return true;
    }
    const day_state state = series_->states[static_cast<std::size_t>(day_.index)];
    return state == day_state::none || is_observed(state);
}

void series_features::describe(feature_row& row) const {
    row.put_whole(day_.date);
    row.put_whole(first_id_of(series_->key));
    row.put_whole(second_id_of(series_->key));
    const auto index = static_cast<std::size_t>(day_.index);
    if (index < series_->sales.size()) {
        quantities_.put(series_->sales[index], row);
    } else {
        row.put_null();
    }
    for (const feature_group_ptr& group : groups_) {
        group->describe(day_, row);
    }
}

}  // namespace forecast_warehouse::core
