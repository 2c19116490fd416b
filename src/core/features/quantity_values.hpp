#pragma once

#include <cstdint>

#include "core/features/feature_column.hpp"
#include "core/features/feature_row.hpp"
#include "core/features/feature_settings.hpp"
#include "core/features/series.hpp"

namespace forecast_warehouse::core {

// How the quantities of a series become values of columns: whole numbers where the tables have integers,
// numbers with fractions where they have decimals.
class quantity_values {
public:
    explicit quantity_values(const feature_settings& settings) noexcept
        : decimal_(settings.decimal_quantities) {}

    void begin(const series& series) noexcept { scale_ = static_cast<double>(series.scale); }
    // The totals of stores and categories have one scale of their own.
    void begin_totals(const series& series) noexcept {
        scale_ = series.store_total == nullptr ? 1 : static_cast<double>(series.store_total->scale);
    }

    // Parts of a unit that a quantity counts.
    [[nodiscard]] double scale() const noexcept { return scale_; }

    // The type of a column. whole: the type where quantities are integers.
    [[nodiscard]] feature_type type(feature_type whole) const noexcept {
        return decimal_ ? feature_type::real : whole;
    }

    // The nearest number with a fraction: 3 ten-thousandths are 0.0003. NULL for a quantity that is missing.
    void put(std::int64_t quantity, feature_row& row) const noexcept {
        if (is_missing(quantity)) {
            row.put_null();
        } else if (decimal_) {
            row.put_real(static_cast<double>(quantity) / scale_);
        } else {
            row.put_whole(quantity);
        }
    }

private:
    bool decimal_;
    double scale_ = 1;
};

}  // namespace forecast_warehouse::core
