#pragma once

namespace forecast_warehouse::core {

// Starts to fetch an address from memory and does not wait, for data that is needed soon. It only affects
// speed. Any address is allowed.
inline void prefetch([[maybe_unused]] const void* address) noexcept {
#if defined(__GNUC__)
    __builtin_prefetch(address);
#endif
}

}  // namespace forecast_warehouse::core
