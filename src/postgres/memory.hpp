#pragma once

#include <exception>

struct MemoryContextData;

namespace forecast_warehouse::postgres {

// A memory context of the server that lives as long as a C++ scope.
//
// The destructor deletes the context, which does not raise. Files and buffers are not memory: their owner's
// end() releases them, or the transaction's abort.
class arena {
public:
    explicit arena(const char* name);
    arena(const arena&) = delete;
    arena& operator=(const arena&) = delete;
    ~arena();

    [[nodiscard]] MemoryContextData* get() const noexcept { return context_; }

    // Frees all memory that was allocated in it.
    void reset();

private:
    MemoryContextData* context_;
};

// Makes a memory context current for a C++ scope.
class inside {
public:
    explicit inside(MemoryContextData* context) noexcept;
    explicit inside(const arena& arena) noexcept : inside(arena.get()) {}
    inside(const inside&) = delete;
    inside& operator=(const inside&) = delete;
    ~inside();

private:
    MemoryContextData* previous_;
};

}  // namespace forecast_warehouse::postgres
