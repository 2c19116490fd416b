#pragma once

#include <optional>
#include <string>

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
