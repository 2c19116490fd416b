#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace forecast_warehouse::core {

// How a file writes numbers.
struct number_format {
    char decimal_mark = '.';
    std::string grouping_mark{};       // empty: digits are not grouped
    std::vector<std::string> strip{};  // signs and units, such as $ or kg
    bool utf8 = true;                  // whether texts are UTF-8
};

// A number as the server reads it: -1234.50. Plain memory, so that it can be written inside a guarded call.
struct number_text {
    static constexpr std::size_t longest = 128;

    std::array<char, longest + 1> text{};  // ends with a zero byte
    std::size_t size = 0;
    bool is_whole = true;  // whether all digits behind the mark are zeros
    bool is_short = true;  // whether the digits fit into scaled
    std::int64_t scaled = 0;
    int scale = 0;  // the number is scaled / 10^scale
};

// Reads a trimmed cell as a number; false where it is none. It is strict: groups have three digits, and one
// mark is behind all others. Signs and units are stripped from both ends.
bool read_number(std::string_view cell, const number_format& format, number_text& number) noexcept;

}  // namespace forecast_warehouse::core
