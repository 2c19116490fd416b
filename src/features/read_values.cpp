#include "features/read_values.hpp"

#include <fmt/format.h>

#include "core/calendar.hpp"
#include "core/failure.hpp"
#include "core/sql.hpp"

namespace forecast_warehouse::features {

std::string scaled(const char* number, int factor) {
    return fmt::format("CASE WHEN {} THEN {}::pg_catalog.int8 END",
                       core::sql::ne(number, "'NaN'::pg_catalog.numeric"),
                       core::sql::multiply(number, fmt::format("{}::pg_catalog.numeric", factor)));
}

void expect_in_range(core::day_number day, core::day_number cutoff) {
    if (day < core::days_since_2000(core::first_supported_day) || day > cutoff) {
        throw core::failure(core::sqlstate::object_not_in_prerequisite_state,
                            "sales_daily returned days that were not selected",
                            "Replace the view by the table of the extension.");
    }
}

core::window window_of(const Datum* values, const bool* nulls) {
    const DateADT from = DatumGetDateADT(values[0]);
    return {from, nulls[1] ? core::no_end : DatumGetDateADT(values[1])};
}

}  // namespace forecast_warehouse::features
