#include "postgres/enter.hpp"

#include <exception>
#include <new>
#include <string>
#include <string_view>

#include "core/failure.hpp"
#include "postgres/guard.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {
namespace {

MemoryContext current_error_memory = nullptr;

// A message may contain a value of any size. The server cannot report a text of a gigabyte.
constexpr std::size_t longest_text = 65536;
constexpr std::string_view ellipsis = "...";

// Copies a text into the server's memory without ever raising; a long one is cut between characters.
const char* copy_text(const std::string& text) noexcept {
    if (text.empty()) {
        return nullptr;
    }
    const bool is_cut = text.size() > longest_text;
    const auto size = static_cast<std::size_t>(
        is_cut ? pg_mbcliplen(text.c_str(), int{longest_text} + MAX_MULTIBYTE_CHAR_LEN, int{longest_text})
               : static_cast<int>(text.size()));
    auto* copy = static_cast<char*>(
        MemoryContextAllocExtended(error_memory(), size + ellipsis.size() + 1, MCXT_ALLOC_NO_OOM));
    if (copy != nullptr) {
        memcpy(copy, text.c_str(), size);
        strlcpy(copy + size, is_cut ? ellipsis.data() : "", ellipsis.size() + 1);
    }
    return copy;
}

int encode_sqlstate(const std::string& state) noexcept {
    if (state.size() != 5) {
        return ERRCODE_INTERNAL_ERROR;
    }
    return MAKE_SQLSTATE(state[0], state[1], state[2], state[3], state[4]);
}

}  // namespace

MemoryContext error_memory() {
    return current_error_memory != nullptr ? current_error_memory : CurrentMemoryContext;
}

detail::error_memory_scope::error_memory_scope() noexcept : previous_(current_error_memory) {
    current_error_memory = CurrentMemoryContext;
}

detail::error_memory_scope::~error_memory_scope() {
    current_error_memory = previous_;
}

detail::report detail::describe_exception() noexcept {
    try {
        throw;
    } catch (const pg_error& error) {
        return {error.data(), 0, nullptr, nullptr, nullptr};
    } catch (const core::failure& error) {
        return {nullptr, encode_sqlstate(error.sqlstate()), copy_text(error.what()),
                copy_text(error.detail()), copy_text(error.hint())};
    } catch (const std::bad_alloc&) {
        return {nullptr, ERRCODE_OUT_OF_MEMORY, "out of memory", nullptr, nullptr};
    } catch (const std::exception& error) {
        return {nullptr, ERRCODE_INTERNAL_ERROR, copy_text(error.what()), nullptr, nullptr};
    } catch (...) {
        return {nullptr, ERRCODE_INTERNAL_ERROR, "unknown C++ exception", nullptr, nullptr};
    }
}

void detail::raise(const report& report) {
    if (report.raised != nullptr) {
        ReThrowError(report.raised);
    }
    ereport(ERROR, (errcode(report.sqlstate),
                    errmsg_internal("%s", report.message != nullptr ? report.message : "out of memory"),
                    report.detail != nullptr ? errdetail_internal("%s", report.detail) : 0,
                    report.hint != nullptr ? errhint("%s", report.hint) : 0));
    pg_unreachable();
}

}  // namespace forecast_warehouse::postgres
