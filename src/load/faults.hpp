#pragma once

#include <array>
#include <cstdint>

#include "core/load/reject.hpp"
#include "postgres/rows.hpp"

namespace forecast_warehouse::load {

// The faults of the rows of one block, the first fault of each row. Plain memory, so that it can be written
// inside a guarded call.
class block_faults {
public:
    void clear() noexcept { code_.fill(fine); }

    [[nodiscard]] bool has(std::size_t row) const noexcept { return code_[row] != fine; }
    [[nodiscard]] core::reject_code code(std::size_t row) const noexcept {
        return static_cast<core::reject_code>(code_[row]);
    }
    [[nodiscard]] int column(std::size_t row) const noexcept { return column_[row]; }

    void set(std::size_t row, core::reject_code code, int column) noexcept {
        if (!has(row)) {
            code_[row] = static_cast<std::uint8_t>(code);
            column_[row] = static_cast<std::int16_t>(column);
        }
    }

private:
    static constexpr std::uint8_t fine = 0xff;

    std::array<std::uint8_t, postgres::row_block::largest> code_{};
    std::array<std::int16_t, postgres::row_block::largest> column_{};
};

}  // namespace forecast_warehouse::load
