#pragma once

#include <exception>

#include "postgres/guard.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {

// Runs a body in a subtransaction, commits it when the body returns true, and returns the result of the
// body.
//
// When it throws, the subtransaction is rolled back before the exception goes on. A block of PL/pgSQL, for
// example, catches the error and expects its own subtransaction to be the current one.
template <class Body>
bool in_subtransaction(Body body) {
    MemoryContext memory = CurrentMemoryContext;
    ResourceOwner owner = CurrentResourceOwner;
    const auto leave = [=] {
        MemoryContextSwitchTo(memory);
        CurrentResourceOwner = owner;
    };
    guard([=] {
        BeginInternalSubTransaction(nullptr);
        MemoryContextSwitchTo(memory);
    });
    bool keep = false;
    try {
        keep = body();
    } catch (...) {
        guard([] { RollbackAndReleaseCurrentSubTransaction(); });
        leave();
        throw;
    }
    guard([keep] {
        if (keep) {
            ReleaseCurrentSubTransaction();
        } else {
            RollbackAndReleaseCurrentSubTransaction();
        }
    });
    leave();
    return keep;
}

}  // namespace forecast_warehouse::postgres
