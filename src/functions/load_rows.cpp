#include "core/failure.hpp"
#include "functions/arguments.hpp"
#include "postgres/named_rows.hpp"

// load_rows(name): the rows of the load at hand, for its own statements, where tables are Citus's.
FORECAST_WAREHOUSE_FUNCTION(fw_load_rows) {
    namespace functions = forecast_warehouse::functions;
    namespace core = forecast_warehouse::core;
    return forecast_warehouse::postgres::enter([fcinfo]() -> Datum {
        const auto name = functions::text_argument(fcinfo, 0);
        if (!name) {
            throw core::failure(core::sqlstate::null_value_not_allowed, "name must not be NULL",
                                "load_rows() serves the statements of loads only.");
        }
        if (!forecast_warehouse::postgres::return_named_rows(fcinfo, name->c_str())) {
            throw core::failure(core::sqlstate::object_not_in_prerequisite_state,
                                fmt::format("rows \"{}\" do not exist in a load", *name),
                                "load_rows() serves the statements of loads only.");
        }
        return Datum{0};
    });
}
