#pragma once

#include <utility>

#include "postgres/guard.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {

// Runs a body with another value of a setting of the server. When the body throws, the abort of the
// (sub)transaction restores the setting.
template <class Body>
void with_setting(const char* name, const char* value, Body&& body) {
    const int level = guard([] { return NewGUCNestLevel(); });
    guard([name, value] {
        set_config_option(name, value, PGC_USERSET, PGC_S_SESSION, GUC_ACTION_SAVE, true, 0, false);
    });
    std::forward<Body>(body)();
    guard([level] { AtEOXact_GUC(false, level); });
}

}  // namespace forecast_warehouse::postgres
