#include "load/decimal.hpp"

#include <string>

#include "load/target.hpp"
#include "postgres/fixed_point.hpp"
#include "postgres/guard.hpp"

namespace forecast_warehouse::load {

std::int64_t power_of_ten(int exponent) noexcept {
    std::int64_t power = 1;
    for (; exponent > 0; --exponent) {
        power *= 10;
    }
    return power;
}

namespace {

Datum parse_numeric(const std::string& text) {
    return postgres::guard([&] {
        return DirectFunctionCall3(numeric_in, CStringGetDatum(text.c_str()), ObjectIdGetDatum(InvalidOid),
                                   Int32GetDatum(-1));
    });
}

constexpr int cents_scale = 2;
constexpr int quantity_scale = 4;

std::string digits_of(const core::feed_column& column, char digit) {
    std::string digits(static_cast<std::size_t>(column.limit - column.scale), digit);
    return digits;
}

// The first value that does not fit. Values are rounded to the scale before they are stored, so it is half a
// unit of the last digit below 10^(limit - scale). Exact values are not rounded. A share may not exceed 1 by
// any digit.
std::string first_misfit(const core::feed_column& column) {
    if (column.exact) {
        return "1" + digits_of(column, '0');
    }
    if (column.role == core::column_role::share) {
        return "1." + std::string(static_cast<std::size_t>(column.scale), '0') + "0000000001";
    }
    return digits_of(column, '9') + "." + std::string(static_cast<std::size_t>(column.scale), '9') + "5";
}

// The same of numbers with no more decimals than the scale, in units of the last digit.
std::int64_t first_number_beyond(const core::feed_column& column) noexcept {
    return column.role == core::column_role::share ? power_of_ten(column.scale) + 1
                                                   : power_of_ten(column.limit);
}

int compare(Datum left, Datum right) {
    return DatumGetInt32(DirectFunctionCall2(numeric_cmp, left, right));
}

}  // namespace

decimal_limits::decimal_limits(const core::feed_column& column)
    : bound_(parse_numeric(first_misfit(column))),
      zero_(parse_numeric("0")),
      first_misfit_(first_number_beyond(column)),
      scale_(column.scale),
      typmod_(numeric_typmod(column)),
      either_sign_(column.either_sign),
      exact_(column.exact) {}

decimal_limits::verdict decimal_limits::fit_unguarded(Datum& value) const {
    const auto number = postgres::signed_fixed_point(value, scale_);
    return number ? fit_number_unguarded(value, *number) : fit_numeric_unguarded(value);
}

// A number with no more decimals than the scale is not rounded.
decimal_limits::verdict decimal_limits::fit_number_unguarded(Datum& value, std::int64_t number) const {
    if (number < 0 && !either_sign_) {
        return verdict::negative;
    }
    if (number <= -first_misfit_ || number >= first_misfit_) {
        return verdict::out_of_range;
    }
    const int scale = exact_ ? postgres::needed_scale(number, scale_) : scale_;
    if (postgres::shown_scale(value) != scale) {
        value = exact_ ? postgres::trimmed_numeric_unguarded(number, scale_)
                       : DirectFunctionCall2(numeric, value, Int32GetDatum(typmod_));
    }
    return verdict::fits;
}

decimal_limits::verdict decimal_limits::fit_numeric_unguarded(Datum& value) const {
    const Datum plain = NumericGetDatum(DatumGetNumeric(value));
    const bool negative = compare(plain, zero_) < 0;
    if (negative && !either_sign_) {
        return verdict::negative;
    }
    // NaN and infinity sort above every number.
    if (compare(negative ? DirectFunctionCall1(numeric_uminus, plain) : plain, bound_) >= 0) {
        return verdict::out_of_range;
    }
    if (exact_ && DatumGetInt32(DirectFunctionCall1(numeric_min_scale, plain)) > scale_) {
        return verdict::too_many_decimals;
    }
    value = exact_ ? DirectFunctionCall1(numeric_trim_scale, plain)
                   : DirectFunctionCall2(numeric, plain, Int32GetDatum(typmod_));
    return verdict::fits;
}

Datum quantity_unguarded(const core::feed_column& column, Datum quantity) {
    return column.type == core::value_type::integer ? DirectFunctionCall1(int4_numeric, quantity) : quantity;
}

bool is_negative_unguarded(Datum value) {
    if (const auto number = postgres::signed_fixed_point(value, quantity_scale)) {
        return *number < 0;
    }
    return DatumGetBool(DirectFunctionCall2(numeric_lt, value, NumericGetDatum(int64_to_numeric(0))));
}

bool is_positive_unguarded(Datum value) {
    return DatumGetBool(DirectFunctionCall2(numeric_gt, value, NumericGetDatum(int64_to_numeric(0))));
}

bool is_zero(const core::feed_column& column, Datum quantity) noexcept {
    return column.type == core::value_type::integer
               ? DatumGetInt32(quantity) == 0
               : postgres::signed_fixed_point(quantity, column.scale) == std::int64_t{0};
}

// The product of usual numbers is computed in 64 bits, and rounded. Rounding it once more changes nothing.
Datum amount_unguarded(Datum quantity, Datum price) {
    constexpr std::int64_t largest = 1'000'000'000'000'000'000;
    const auto units = postgres::signed_fixed_point(quantity, quantity_scale);
    const auto cents = postgres::signed_fixed_point(price, cents_scale);
    std::int64_t product = 0;
    if (units && cents && !__builtin_mul_overflow(*units, *cents, &product) && product < largest &&
        product > -largest) {
        // Most amounts are whole cents, which need not be rounded.
        constexpr std::int64_t cent = 10'000;
        return NumericGetDatum(product % cent == 0
                                   ? int64_div_fast_to_numeric(product / cent, cents_scale)
                                   : int64_div_fast_to_numeric(product, quantity_scale + cents_scale));
    }
    return DirectFunctionCall2(numeric_mul, quantity, price);
}

Datum price_unguarded(Datum amount, Datum quantity) {
    return DirectFunctionCall2(numeric_div, amount, quantity);
}

}  // namespace forecast_warehouse::load
