#pragma once

#include <exception>
#include <memory>
#include <type_traits>

struct ErrorData;

namespace forecast_warehouse::postgres {

// An error of PostgreSQL, with its SQLSTATE, message, detail, hint and position, on its way through C++
// frames.
//
// The ErrorData belongs to the memory context that was current at enter(). It is never freed here: a
// destructor must not call functions that may raise.
class pg_error : public std::exception {
public:
    explicit pg_error(ErrorData* data) noexcept : data_(data) {}
    [[nodiscard]] const char* what() const noexcept override { return "error raised by PostgreSQL"; }
    [[nodiscard]] ErrorData* data() const noexcept { return data_; }

private:
    ErrorData* data_;
};

namespace detail {
void call_guarded(void (*call)(void*), void* argument);
}

// Calls PostgreSQL from C++. An error of PostgreSQL becomes a pg_error, and every destructor runs.
//
// The call must own nothing: PostgreSQL leaves it by longjmp, and no destructor inside it would run. It may
// write to variables of the caller. guard() only translates errors. To ignore one, a subtransaction is
// needed.
template <class Call>
auto guard(Call&& call) {
    using call_type = std::remove_reference_t<Call>;
    using result_type = std::invoke_result_t<call_type&>;
    static_assert(std::is_trivially_destructible_v<call_type>, "a guarded call must own nothing");
    if constexpr (std::is_void_v<result_type>) {
        detail::call_guarded([](void* argument) { (*static_cast<call_type*>(argument))(); },
                             const_cast<void*>(static_cast<const void*>(std::addressof(call))));
    } else {
        static_assert(std::is_trivially_destructible_v<result_type>,
                      "a guarded call must return a plain value");
        struct frame_type {
            call_type* call;
            result_type result;
        } frame{std::addressof(call), result_type{}};
        detail::call_guarded(
            [](void* argument) {
                auto* inner = static_cast<frame_type*>(argument);
                inner->result = (*inner->call)();
            },
            &frame);
        return frame.result;
    }
}

// Raises on a cancel, a timeout or a shutdown. For every loop whose length depends on the user's data.
void check_interrupts();

}  // namespace forecast_warehouse::postgres
