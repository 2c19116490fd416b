#pragma once

#include <cstdint>
#include <utility>

struct ErrorData;
struct MemoryContextData;

namespace forecast_warehouse::postgres {

// The memory context for errors that cross C++ frames: that in which the outermost enter() began.
MemoryContextData* error_home();

namespace detail {

// The contents of an exception, in memory of the server. No member has a destructor.
struct report {
    ErrorData* raised;
    int sqlstate;
    const char* message;
    const char* detail;
    const char* hint;
};

// Sets error_home() while an enter() runs.
class home_keeper {
public:
    home_keeper() noexcept;
    home_keeper(const home_keeper&) = delete;
    home_keeper& operator=(const home_keeper&) = delete;
    ~home_keeper();

private:
    MemoryContextData* previous_;
};

// Describes the exception that is being handled.
report describe_exception() noexcept;

// Raises it as an error of PostgreSQL, after every C++ frame has been unwound.
[[noreturn]] void raise(const report& report);

}  // namespace detail

// Lets PostgreSQL call C++. The body of each SQL function runs in here. An exception becomes an error after
// every C++ frame has been unwound.
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
