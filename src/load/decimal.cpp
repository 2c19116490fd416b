#include "load/decimal.hpp"

#include <string>

#include "load/target.hpp"
#include "postgres/guard.hpp"

namespace forecast_warehouse::load {
namespace {

Datum parse_numeric(const std::string& text) {
    return postgres::guard([&] {
        return DirectFunctionCall3(numeric_in, CStringGetDatum(text.c_str()), ObjectIdGetDatum(InvalidOid),
                                   Int32GetDatum(-1));
    });
}

// The first value that does not fit. Values are rounded to the scale before they are stored, so it is half a
// unit of the last digit below 10^(limit - scale). A share may not exceed 1 by any digit.
std::string first_misfit(const core::feed_column& column) {
    if (column.role == core::column_role::share) {
        return "1." + std::string(static_cast<std::size_t>(column.scale), '0') + "0000000001";
    }
    return std::string(static_cast<std::size_t>(column.limit - column.scale), '9') + "." +
           std::string(static_cast<std::size_t>(column.scale), '9') + "5";
}

int compare(Datum left, Datum right) {
    return DatumGetInt32(DirectFunctionCall2(numeric_cmp, left, right));
}

}  // namespace

decimal_limits::decimal_limits(const core::feed_column& column)
    : bound_(parse_numeric(first_misfit(column))),
      zero_(parse_numeric("0")),
      typmod_(numeric_typmod(column)),
      either_sign_(column.either_sign) {}

decimal_limits::verdict decimal_limits::fit_unguarded(Datum& value) const {
    const Datum plain = NumericGetDatum(DatumGetNumeric(value));
    const bool negative = compare(plain, zero_) < 0;
    if (negative && !either_sign_) {
        return verdict::negative;
    }
    // NaN and infinity sort above every number.
    if (compare(negative ? DirectFunctionCall1(numeric_uminus, plain) : plain, bound_) >= 0) {
        return verdict::out_of_range;
    }
    value = DirectFunctionCall2(numeric, plain, Int32GetDatum(typmod_));
    return verdict::fits;
}

Datum amount_unguarded(Datum quantity, Datum price) {
    return DirectFunctionCall2(numeric_mul, DirectFunctionCall1(int4_numeric, quantity), price);
}

Datum price_unguarded(Datum amount, Datum quantity) {
    return DirectFunctionCall2(numeric_div, amount, DirectFunctionCall1(int4_numeric, quantity));
}

}  // namespace forecast_warehouse::load
