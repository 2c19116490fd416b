#pragma once

#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {

// Called when an extension is about to be dropped. If it throws, the drop fails.
using drop_check = void (*)(Oid extension);

// Makes the session follow drops. Called once, when the library is loaded.
void follow_drops(drop_check check);

// Until the end of the transaction, a statement that drops the extension calls the check before it deletes
// the first object. This holds for every statement by which a drop can reach the extension.
void watch_drops(Oid extension) noexcept;

}  // namespace forecast_warehouse::postgres
