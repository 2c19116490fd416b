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

// Schema of the extension: the function's own schema, unless a script calls the function.
Oid schema_of(FunctionCallInfo call);

// An argument as a C++ value. No value when it is NULL or was not given. None of these functions relies on
// STRICT: their owner may be a plain user, who can switch it off.
bool has_argument(FunctionCallInfo call, int index) noexcept;
std::optional<std::string> text_argument(FunctionCallInfo call, int index);

// A text argument that must be there. Raises for NULL (22004), with the hint.
std::string required_text(FunctionCallInfo call, int index, const char* name, const char* hint = "");

// Array arguments as C++ values. No value for NULL. A NULL in an array raises 22004, with the hint.
std::optional<std::vector<int>> integers_argument(FunctionCallInfo call, int index, const char* name);
std::optional<std::vector<std::string>> texts_argument(FunctionCallInfo call, int index, const char* name,
                                                       const char* hint = "Leave NULL out of the array.");

// The arguments start_date and end_date. Raises for NULL (22004), and for infinity and days outside the
// calendar (22008). Raises for an end before the start (22023).
core::date_range range_arguments(FunctionCallInfo call, int start, int end);

// A date argument. Raises for NULL (22004), and for infinity and days outside the calendar (22008).
std::chrono::sys_days date_argument(FunctionCallInfo call, int index, const char* name);

// A number with a default. Raises for NULL (22004). type: of the argument, integer or bigint.
std::int64_t whole_argument(FunctionCallInfo call, int index, const char* name, Oid type);

// Runs the body of a function that reads tables as the caller and may run in a parallel worker.
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

// Adds a row to the result of a function, after InitMaterializedSRF().
void put_row(FunctionCallInfo call, Datum* values, bool* nulls);

// A load's outcome as a load_result. Raises when the type was altered (42804).
Datum make_load_result(FunctionCallInfo call, const load::load_outcome& outcome);

}  // namespace forecast_warehouse::functions
