#pragma once

#include <cstdint>

#include "core/load/feed.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::load {

// 10 to the power of an exponent, 0 to 18.
std::int64_t power_of_ten(int exponent) noexcept;

// The values that a numeric column takes: numeric(limit, scale), not negative unless the column has either
// sign, at most 1 when it is a share. Values of an exact column are not rounded. Most numbers are compared as
// 64-bit integers. The others are compared in the server's numeric, so that the results are those of SQL.
class decimal_limits {
public:
    // In the current memory context, which must outlive it.
    explicit decimal_limits(const core::feed_column& column);

    enum class verdict { fits, negative, out_of_range, too_many_decimals };

    // Checks a value. Rounds it to the column's scale, half away from zero as the server does. In an exact
    // column, drops its trailing zeros. A new value is in the current memory context. Runs inside a guard.
    verdict fit_unguarded(Datum& value) const;

    // 0, as the column takes it.
    [[nodiscard]] Datum zero() const noexcept { return zero_; }

private:
    verdict fit_number_unguarded(Datum& value, std::int64_t number) const;
    verdict fit_numeric_unguarded(Datum& value) const;

    Datum bound_;  // the first value that does not fit
    Datum zero_;
    std::int64_t first_misfit_;  // the first number that does not fit, in units of the last digit
    int scale_;
    int typmod_;
    bool either_sign_;
    bool exact_;
};

// A quantity of sales or stock as numeric; in older versions of the tables it is an integer. Runs inside a
// guard.
Datum quantity_unguarded(const core::feed_column& column, Datum quantity);

// Whether a numeric is below or above 0. Run inside a guard.
bool is_negative_unguarded(Datum value);
bool is_positive_unguarded(Datum value);

// Whether a quantity is 0.
bool is_zero(const core::feed_column& column, Datum quantity) noexcept;

// quantity x price, and amount / quantity, not rounded to cents. Both are numeric. Run inside a guard.
Datum amount_unguarded(Datum quantity, Datum price);
Datum price_unguarded(Datum amount, Datum quantity);

}  // namespace forecast_warehouse::load
