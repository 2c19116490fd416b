#pragma once

#include <exception>

#include "postgres/guard.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {

// Runs a body in a subtransaction and keeps what it did when it returns true; says what it returned.
//
// When it throws, the subtransaction is rolled back before the exception goes on: whoever catches the error
// further up (a block of PL/pgSQL, say) expects to find its own subtransaction on top.
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
