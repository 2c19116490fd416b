// A way out of long loops: the core does not know who may want to stop it.
#pragma once

#include <cstdint>

namespace forecast_warehouse::core {

// Asked now and then during long work; stops it by an exception.
using interruption_check = void (*)();

namespace detail {
inline interruption_check check_of_caller = nullptr;
inline std::uint32_t steps_without_check = 0;
}  // namespace detail

// Sets the check for the whole process, which has one thread that computes. NULL: nothing stops the work.
inline void set_interruption_check(interruption_check check) noexcept {
    detail::check_of_caller = check;
}

// Takes one step of a loop whose length the user's data or arguments decide. Every 1024th step asks the
// check, so that short loops inside long ones count too.
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
