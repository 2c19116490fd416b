#pragma once

#include <cstdint>
#include <utility>

struct ErrorData;
struct MemoryContextData;

namespace forecast_warehouse::postgres {

// Where errors that cross C++ frames are kept: the memory context in which the outermost call of ours began.
MemoryContextData* error_home();

namespace detail {

// What an exception said, in memory of the server: nothing here has a destructor.
struct report {
    ErrorData* raised;
    int sqlstate;
    const char* message;
    const char* detail;
    const char* hint;
};

// Remembers, for as long as a call of ours runs, where its errors are kept.
class home_keeper {
public:
    home_keeper() noexcept;
    home_keeper(const home_keeper&) = delete;
    home_keeper& operator=(const home_keeper&) = delete;
    ~home_keeper();

private:
    MemoryContextData* previous_;
};

// Says what the exception being handled is.
report describe_exception() noexcept;

// Raises it as an error of PostgreSQL; every C++ frame is gone by now.
[[noreturn]] void raise(const report& report);

}  // namespace detail

// Lets PostgreSQL call C++: each SQL function's body runs in here, and an exception becomes an error only
// when every C++ frame has been unwound.
template <class Body>
std::uintptr_t enter(Body&& body) {
    detail::report report{};
    {
        const detail::home_keeper keeper;
        try {
            return std::forward<Body>(body)();
        } catch (...) {
            report = detail::describe_exception();
        }
    }
    detail::raise(report);
}

}  // namespace forecast_warehouse::postgres
