#include "functions/numbers.hpp"

#include <limits>
#include <string>

#include <fmt/format.h>

#include "core/failure.hpp"
#include "core/text.hpp"
#include "postgres/guard.hpp"

namespace forecast_warehouse::functions {
namespace {

// As numeric; runs inside a guard.
Datum from_double(double number) {
    char digits[DOUBLE_SHORTEST_DECIMAL_LEN];
    double_to_shortest_decimal_buf(number, digits);
    return DirectFunctionCall3(numeric_in, CStringGetDatum(digits), ObjectIdGetDatum(InvalidOid),
                               Int32GetDatum(-1));
}

// Runs inside a guard.
bool is_whole(Datum number) {
    Numeric given = DatumGetNumeric(number);
    if (numeric_is_nan(given) || numeric_is_inf(given)) {
        return false;
    }
    const Datum cut = DirectFunctionCall2(numeric_trunc, number, Int32GetDatum(0));
    return DatumGetBool(DirectFunctionCall2(numeric_eq, number, cut));
}

// Runs inside a guard.
bool fits_bigint(Datum number) {
    const auto limit = [](std::int64_t value) { return NumericGetDatum(int64_to_numeric(value)); };
    return DatumGetBool(
               DirectFunctionCall2(numeric_ge, number, limit(std::numeric_limits<std::int64_t>::min()))) &&
           DatumGetBool(
               DirectFunctionCall2(numeric_le, number, limit(std::numeric_limits<std::int64_t>::max())));
}

enum class verdict { fits, broken, too_large };

Datum whole_number(const core::feed_column& column, Datum number) {
    const verdict found = postgres::guard([number] {
        return !is_whole(number) ? verdict::broken : fits_bigint(number) ? verdict::fits : verdict::too_large;
    });
    if (found == verdict::fits) {
        return postgres::guard([number] { return DirectFunctionCall1(numeric_int8, number); });
    }
    const std::string shown = core::shorten(
        postgres::guard([number] { return DatumGetCString(DirectFunctionCall1(numeric_out, number)); }),
        core::shown_characters);
    throw core::failure(core::sqlstate::numeric_value_out_of_range,
                        found == verdict::broken
                            ? fmt::format("{} \"{}\" is not a whole number", column.name, shown)
                            : fmt::format("{} \"{}\" is out of range for type integer", column.name, shown),
                        "The column is of type integer.");
}

}  // namespace

Datum arriving_number(const core::feed_column& column, Oid type, Datum value) {
    if (type == INT8OID) {
        return column.type == core::value_type::integer
                   ? value
                   : postgres::guard([value] { return DirectFunctionCall1(int8_numeric, value); });
    }
    const Datum number =
        type == FLOAT8OID ? postgres::guard([value] { return from_double(DatumGetFloat8(value)); }) : value;
    return column.type == core::value_type::integer ? whole_number(column, number) : number;
}

}  // namespace forecast_warehouse::functions
