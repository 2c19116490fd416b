#pragma once

namespace forecast_warehouse::core {

// Starts to fetch what lies there from memory, and does not wait: for what is needed soon. Changes nothing
// but time; any address will do.
inline void prefetch([[maybe_unused]] const void* address) noexcept {
#if defined(__GNUC__)
    __builtin_prefetch(address);
#endif
}

}  // namespace forecast_warehouse::core
