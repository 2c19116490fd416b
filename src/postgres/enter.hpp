#pragma once

#include <cstdint>
#include <utility>

struct ErrorData;
struct MemoryContextData;

namespace forecast_warehouse::postgres {

// The memory context for errors that cross C++ frames: that in which the outermost enter() began.
MemoryContextData* error_memory();

namespace detail {

// The contents of an exception, in memory of the server. No member has a destructor.
struct report {
    ErrorData* raised;
    int sqlstate;
    const char* message;
    const char* detail;
    const char* hint;
};

// Sets error_memory() while an enter() runs.
class error_memory_scope {
public:
    error_memory_scope() noexcept;
    error_memory_scope(const error_memory_scope&) = delete;
    error_memory_scope& operator=(const error_memory_scope&) = delete;
    ~error_memory_scope();

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
        const detail::error_memory_scope scope;
        try {
            return std::forward<Body>(body)();
        } catch (...) {
            report = detail::describe_exception();
        }
    }
    detail::raise(report);
}

}  // namespace forecast_warehouse::postgres
