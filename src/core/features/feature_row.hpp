#pragma once

#include <bit>
#include <cstdint>
#include <optional>

namespace forecast_warehouse::core {

// A value of a feature column: a whole number, 0 or 1 for a flag, a day_number for a date, or the bits of a
// real number. A day_state is its number. Money is in cents, a share in ten-thousandths.
//
// The server's values of these types have the same bits, so most values are never converted.
using feature_word = std::uintptr_t;
static_assert(sizeof(feature_word) == sizeof(double));

// Writes the values of a row, column by column. The memory belongs to the caller.
class feature_row {
public:
    feature_row(feature_word* values, bool* nulls) noexcept : value_(values), null_(nulls) {}

    void put_null() noexcept { put(0, true); }
    void put_whole(std::int64_t number) noexcept { put(static_cast<feature_word>(number), false); }
    void put_whole(const std::optional<std::int64_t>& number) noexcept {
        put(static_cast<feature_word>(number.value_or(0)), !number);
    }
    void put_real(double number) noexcept { put(std::bit_cast<feature_word>(number), false); }
    void put_real(const std::optional<double>& number) noexcept {
        put(std::bit_cast<feature_word>(number.value_or(0)), !number);
    }
    void put_flag(bool flag) noexcept { put(flag ? 1 : 0, false); }

    // Puts a value as it is.
    void put(feature_word value, bool is_null) noexcept {
        *value_++ = value;
        *null_++ = is_null;
    }

private:
    feature_word* value_;
    bool* null_;
};

}  // namespace forecast_warehouse::core
