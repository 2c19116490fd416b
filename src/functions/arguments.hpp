#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "core/date_range.hpp"
#include "load/load.hpp"
#include "postgres/enter.hpp"
#include "postgres/guard.hpp"
#include "postgres/planning.hpp"
#include "postgres/server.hpp"

// Declares a function that SQL calls; its body runs inside enter().
#define FORECAST_WAREHOUSE_FUNCTION(name)                  \
    extern "C" {                                           \
    PG_FUNCTION_INFO_V1(name);                             \
    PGDLLEXPORT Datum name(PG_FUNCTION_ARGS); /* NOLINT */ \
    }                                                      \
    Datum name(PG_FUNCTION_ARGS)

namespace forecast_warehouse::functions {

// Schema of the extension: that of the function itself, unless the function serves a script.
Oid schema_of(FunctionCallInfo call);

// An argument as C++ has it; no value when it is NULL or was not given. None of our functions relies on
// STRICT: their owner may be a plain user, who can switch it off.
bool has_argument(FunctionCallInfo call, int place) noexcept;
std::optional<std::string> text_argument(FunctionCallInfo call, int place);

// Arguments that are arrays, as C++ has them; no value for NULL. NULL in an array is refused (22004), with
// the hint.
std::optional<std::vector<int>> integers_argument(FunctionCallInfo call, int place, const char* name);
std::optional<std::vector<std::string>> texts_argument(FunctionCallInfo call, int place, const char* name,
                                                       const char* hint = "Leave NULL out of the array.");

// The arguments start_date and end_date. Refuses NULL (22004), infinity and days that the calendar does not
// hold (22008), and an end before the start (22023).
core::date_range range_arguments(FunctionCallInfo call, int start, int end);

// An argument that is a day: NULL, infinity and what the calendar does not hold are refused likewise.
std::chrono::sys_days date_argument(FunctionCallInfo call, int place, const char* name);

// Runs the body of a function that reads tables in the caller's name and may run in a parallel worker.
template <class Body>
Datum read_as_caller(Body&& body) {
    return postgres::enter([&]() -> Datum {
        try {
            return body();
        } catch (const postgres::pg_error& error) {
            postgres::explain_worker_error(error.data());
            throw;
        }
    });
}

// Adds a row to what a function returns, after InitMaterializedSRF().
void put_row(FunctionCallInfo call, Datum* values, bool* nulls);

// A load's outcome as load_result.
Datum make_load_result(FunctionCallInfo call, const load::load_outcome& outcome);

}  // namespace forecast_warehouse::functions
