#include "postgres/copy_line.hpp"

namespace forecast_warehouse::postgres {

// Only the error messages of COPY show the line. It calls a row's trigger with its callback on top.
std::int64_t line_of_copy(Oid relation) noexcept {
    const ErrorContextCallback* top = error_context_stack;
    if (top == nullptr || top->callback != CopyFromErrorCallback) {
        return 0;
    }
    const auto* copy = static_cast<const CopyFromStateData*>(top->arg);
    return RelationGetRelid(copy->rel) == relation ? static_cast<std::int64_t>(copy->cur_lineno) : 0;
}

}  // namespace forecast_warehouse::postgres
