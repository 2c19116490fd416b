// Cancels long loops. The server decides when, and the core does not know the server.
#pragma once

#include <cstdint>

namespace forecast_warehouse::core {

// Called regularly during long work. It throws to stop the work.
using interruption_check = void (*)();

namespace detail {
inline interruption_check check_of_caller = nullptr;
inline std::uint32_t steps_without_check = 0;
}  // namespace detail

// Sets the check for the whole process, which has one thread that computes. NULL: the work cannot be
// stopped.
inline void set_interruption_check(interruption_check check) noexcept {
    detail::check_of_caller = check;
}

// Counts one step of a loop whose length depends on the user's data or arguments. Every 1024th step calls
// the check. Steps are counted over all loops, so that short loops inside long ones count too.
inline void take_step() {
    constexpr std::uint32_t steps_between_checks = 1024;
    if (++detail::steps_without_check >= steps_between_checks) {
        detail::steps_without_check = 0;
        if (detail::check_of_caller != nullptr) {
            detail::check_of_caller();
        }
    }
}

}  // namespace forecast_warehouse::core
