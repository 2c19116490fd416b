#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/features/feature_column.hpp"
#include "core/features/feature_row.hpp"
#include "core/features/series.hpp"

namespace forecast_warehouse::core {

// The part of the totals of a store or category that a row may use.
struct known_totals {
    std::int64_t index = 0;               // of the day of the row; the part ends horizon before
    std::span<const std::int64_t> sales;  // from the first row on; may be missing_quantity
};

// A day of a series, with the sales that a row for it may use. In a table of weeks it is a week.
struct feature_day {
    day_number date;     // the first one of a week
    std::int64_t index;  // in the series; 0 is the day of the first sale
    std::span<const std::int64_t>
        sales;                          // from the first sale to horizon days before; may be missing_quantity
    std::span<const day_state> states;  // of the same days; empty if they were not asked for
    known_totals store;                 // empty if they were not asked for, as the next one
    known_totals category;              // empty for a product without one
};

// Some columns of a feature table, and their values. A group is one file; feature_groups.cpp lists them all.
//
// A group takes sales, states and totals from feature_day only, never from series: so it cannot use sales
// that were not known.
class feature_group {
public:
    feature_group() = default;
    feature_group(const feature_group&) = delete;
    feature_group& operator=(const feature_group&) = delete;
    virtual ~feature_group() = default;

    [[nodiscard]] virtual std::vector<feature_column> columns() const = 0;

    // Begins a series, which stays in memory until the next one.
    virtual void begin(const series& /*series*/) {}

    // Goes on to the next day. Called for every day from the first sale on, also if the table has no row for
    // it.
    virtual void advance(const feature_day& /*day*/) {}

    // Puts one value for each column, for the day that advance() had last.
    virtual void describe(const feature_day& day, feature_row& row) const = 0;
};

using feature_group_ptr = std::unique_ptr<feature_group>;

}  // namespace forecast_warehouse::core
