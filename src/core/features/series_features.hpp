#pragma once

#include <vector>

#include "core/features/calendar_features.hpp"
#include "core/features/feature_group.hpp"
#include "core/features/feature_settings.hpp"
#include "core/features/quantity_values.hpp"

namespace forecast_warehouse::core {

// All columns of the table that the settings ask for, in their order.
[[nodiscard]] std::vector<feature_column> table_columns(const feature_settings& settings);

// Describes series day by day: date, store_id, product_id, quantity, and the columns of all groups.
class series_features {
public:
    // calendars: outlives the object, and is filled before the first series begins. Without exogenous
    // features it is not used.
    series_features(const feature_settings& settings, const store_calendars& calendars);

    // Begins a series, which stays in memory until the next one.
    void begin(const series& series);

    // Goes on to the next day. The first one is that of the first sale, the last one that of the table.
    void next_day();

    // Whether the day has a row: without one, its quantity is left out. See unobserved.
    [[nodiscard]] bool has_row() const noexcept;

    // Puts the values of the day, one for each of table_columns().
    void describe(feature_row& row) const;

private:
    [[nodiscard]] known_totals known_part(const sales_totals* totals) const noexcept;

    int horizon_;
    int period_days_;
    bool leaves_out_;
    quantity_values quantities_;
    std::vector<feature_group_ptr> groups_;
    const series* series_ = nullptr;
    feature_day day_{};
};

}  // namespace forecast_warehouse::core
