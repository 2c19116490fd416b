// Kinds of bytes. The functions of <cctype> depend on the locale.
#pragma once

namespace forecast_warehouse::core {

constexpr bool is_digit(char byte) noexcept {
    return byte >= '0' && byte <= '9';
}

}  // namespace forecast_warehouse::core
