#include "postgres/table_scan.hpp"

#include <array>
#include <cstdint>

#include "core/failure.hpp"
#include "postgres/enter.hpp"
#include "postgres/spi.hpp"

#include "boundary.hpp"

namespace forecast_warehouse {
namespace {

constexpr std::array columns = {postgres::scan_column{"id", INT4OID},
                                postgres::scan_column{"value", INT4OID}};

// What a scan adds up, missing values as nothing, until it has seen so many rows.
struct sum {
    std::int64_t of_values = 0;
    std::int32_t rows_left;

    bool take(const postgres::row_view& row) {
        if (!row.nulls[1]) {
            const std::int32_t value = DatumGetInt32(row.values[1]);
            if (value < 0) {
                throw core::failure("22003", "a value below zero");
            }
            of_values += value;
        }
        return --rows_left > 0;
    }
};

}  // namespace
}  // namespace forecast_warehouse

// Adds up column value of a table, of so many rows at most; NULL when only a SELECT could tell. The test
// test/sql/table_scan.sql asks it beside a SELECT.
BOUNDARY_FUNCTION(boundary_scan) {
    namespace fw = forecast_warehouse;
    return fw::postgres::enter([fcinfo]() -> Datum {
        fw::sum sum{0, PG_GETARG_INT32(1)};
        const bool scanned = fw::postgres::scan_table(
            PG_GETARG_OID(0), fw::columns, [&](const fw::postgres::row_view& row) { return sum.take(row); });
        fcinfo->isnull = !scanned;
        return Int64GetDatum(sum.of_values);
    });
}
