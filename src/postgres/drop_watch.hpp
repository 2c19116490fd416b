#pragma once

#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {

// What is asked when an extension is about to go. It may throw, and the drop fails then.
using drop_question = void (*)(Oid extension);

// Makes the session follow drops; once, when the library is loaded.
void follow_drops(drop_question question);

// From here to the end of the transaction, a statement that drops the extension asks the question, before it
// deletes the first object. So nothing is gone yet, whatever the statement names and however the drop comes
// to the extension.
void watch_drops(Oid extension) noexcept;

}  // namespace forecast_warehouse::postgres
