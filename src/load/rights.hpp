#pragma once

#include <utility>

#include "load/arrival.hpp"
#include "load/target.hpp"
#include "postgres/guard.hpp"

namespace forecast_warehouse::load {

// Raises unless the current role may do what a load of the target does with good rows: select, insert and
// update. Asked before anything is locked, counted or written to the journal, whatever rows there are.
void require_rights(const target& target, const arrival& arrival);

// Raises where row-level security hides rows of a table beside the target from a function, which the error
// names.
void refuse_row_security(const target& target, const char* table, const char* function);

// Adds to an error about a missing privilege on a table of the load how to grant all that a loader needs.
void explain_missing_privilege(const target& target, ErrorData* error);

// Runs a load, or a part of it, whose errors about privileges are explained.
template <class Body>
void with_explained_rights(const target& target, Body&& body) {
    try {
        std::forward<Body>(body)();
    } catch (const postgres::pg_error& error) {
        explain_missing_privilege(target, error.data());
        throw;
    }
}

}  // namespace forecast_warehouse::load
