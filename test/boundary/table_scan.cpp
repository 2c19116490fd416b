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

// The sum of a scan over so many rows; missing values count as 0.
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

// Sums column value of a table, over so many rows at most. NULL means that the table needs a SELECT. The test
// test/sql/table_scan.sql compares it with a SELECT.
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
