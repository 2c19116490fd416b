#include "postgres/guard.hpp"

#include <new>

#include "postgres/enter.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {
namespace {

// Restores the server's error handlers when a C++ exception leaves a guarded call by mistake. Without it the
// next error would jump into a frame that does not exist any more.
class handler_scope {
public:
    handler_scope() : handlers_(PG_exception_stack), callbacks_(error_context_stack) {}
    handler_scope(const handler_scope&) = delete;
    handler_scope& operator=(const handler_scope&) = delete;
    ~handler_scope() {
        PG_exception_stack = handlers_;
        error_context_stack = callbacks_;
    }

private:
    sigjmp_buf* handlers_;
    ErrorContextCallback* callbacks_;
};

// Takes the error that PostgreSQL has just raised from its stack. NULL when there is no memory for a copy.
ErrorData* take_error(MemoryContext caller) {
    ErrorData* volatile error = nullptr;
    PG_TRY();
    {
        MemoryContextSwitchTo(error_memory());
        error = CopyErrorData();
    }
    PG_CATCH();
    { error = nullptr; }
    PG_END_TRY();
    FlushErrorState();
    MemoryContextSwitchTo(caller);
    return error;
}

}  // namespace

// Runs one call under the server's error handler. No other C++ code uses setjmp.
void detail::call_guarded(void (*call)(void*), void* argument) {
    MemoryContext caller = CurrentMemoryContext;
    volatile bool raised = false;
    const handler_scope scope;
    PG_TRY();
    { call(argument); }
    PG_CATCH();
    { raised = true; }
    PG_END_TRY();
    if (raised) {
        ErrorData* error = take_error(caller);
        if (error == nullptr) {
            throw std::bad_alloc();
        }
        throw pg_error(error);
    }
}

void check_interrupts() {
    guard([] { CHECK_FOR_INTERRUPTS(); });
}

}  // namespace forecast_warehouse::postgres
