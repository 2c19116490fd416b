// A limit for memory whose size depends on the user's data or arguments.
#pragma once

#include <cstddef>
#include <limits>
#include <string>

#include <fmt/format.h>

#include "core/failure.hpp"

namespace forecast_warehouse::core {

// Tests and tools have no limit.
inline constexpr std::size_t unlimited_memory = std::numeric_limits<std::size_t>::max();

// Thrown when the work needs more memory than the limit.
class budget_exceeded : public failure {
public:
    using failure::failure;
};

// Counts allocated memory, roughly: sizes of nodes and texts, and the overhead of the allocator.
class memory_budget {
public:
    // of_what: the name in the error, such as holiday calendar "DE".
    memory_budget(std::size_t most_bytes, std::string of_what)
        : most_bytes_(most_bytes), of_what_(std::move(of_what)) {}

    // Throws budget_exceeded (54000) once the sum is over the limit.
    void take(std::size_t bytes) {
        taken_ += bytes;
        if (taken_ > most_bytes_) {
            refuse();
        }
    }

    [[nodiscard]] std::size_t taken() const noexcept { return taken_; }

private:
    [[noreturn]] void refuse() const {
        constexpr std::size_t kilobyte = 1024;
        throw budget_exceeded(
            sqlstate::program_limit_exceeded,
            fmt::format("{} takes more than {} kB of memory", of_what_, most_bytes_ / kilobyte),
            "Ask for fewer days, delete rules that are not needed, or raise work_mem.");
    }

    std::size_t most_bytes_;
    std::size_t taken_ = 0;
    std::string of_what_;
};

// The size of a node of a map or a set: its value, three pointers, a colour, and the allocator's header.
template <typename value>
inline constexpr std::size_t node_bytes = sizeof(value) + 48;

}  // namespace forecast_warehouse::core
