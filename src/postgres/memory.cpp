#include "postgres/memory.hpp"

#include "postgres/guard.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {

arena::arena(const char* name)
    : context_(guard([&] {
          MemoryContext context =
              AllocSetContextCreate(CurrentMemoryContext, "forecast_warehouse", ALLOCSET_DEFAULT_SIZES);
          MemoryContextSetIdentifier(context, name);
          return context;
      })) {}

arena::~arena() {
    MemoryContextDelete(context_);
}

void arena::reset() {
    guard([this] { MemoryContextReset(context_); });
}

inside::inside(MemoryContext context) noexcept : previous_(MemoryContextSwitchTo(context)) {}

inside::~inside() {
    MemoryContextSwitchTo(previous_);
}

}  // namespace forecast_warehouse::postgres
