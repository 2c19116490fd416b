#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "core/day_number.hpp"
#include "core/features/feature_settings.hpp"
#include "core/features/series.hpp"

namespace forecast_warehouse::core {

// The totals of one store after another, and those of its categories.
//
// A day has a total if the store was open and sent a row of any product. Where nothing of a category was sold
// on such a day, its total is 0. A total of a week is that of the days that have one.
class store_totals {
public:
    // scale: as in series.
    store_totals(const feature_settings& settings, std::int64_t scale);

    // Begins another store.
    void clear() noexcept;

    // Adds the quantity of a category on a day. Each category and day comes once, in any order.
    void add(std::int32_t category, day_number day, std::int64_t quantity);

    // Makes the totals. closed: days on which the store was closed. returned: days with returns, on which it
    // may have sold nothing. Both in any order.
    void finish(std::span<const day_number> closed, std::span<const day_number> returned);

    // Both need finish(), and stay until clear(). NULL: no row was added.
    [[nodiscard]] const sales_totals* of_store() const noexcept { return rows_.empty() ? nullptr : &store_; }
    [[nodiscard]] const sales_totals* of_category(std::int32_t category) const noexcept;

private:
    struct row {
        day_number day;
        std::int64_t quantity;
    };

    // A day of the store, whatever its categories sold.
    struct store_day {
        bool sent = false;
        bool closed = false;
    };

    void list_days(std::span<const day_number> closed, std::span<const day_number> returned);
    void mark(bool store_day::*fact, std::span<const day_number> list);
    [[nodiscard]] sales_totals total_of(const std::vector<row>& rows) const;
    [[nodiscard]] bool has_total(day_number day, bool has_row, std::int64_t quantity) const noexcept;

    feature_settings settings_;
    std::int64_t scale_;
    day_number cutoff_;
    std::vector<row> rows_;
    std::unordered_map<std::int32_t, std::vector<row>> rows_of_;  // by category
    day_number first_day_ = 0;
    std::vector<store_day> days_;  // from the first row to the cutoff
    sales_totals store_;
    std::unordered_map<std::int32_t, sales_totals> categories_;
};

}  // namespace forecast_warehouse::core
