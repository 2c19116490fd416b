// Reads cells by formats, both from inputs of libFuzzer. There must be no crash and no exception except a
// refusal of options. A result must be a number or a day.
//
// The first line names an option, the second its value, and each of the others is a cell.
#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "core/failure.hpp"
#include "core/sources/source_options.hpp"
#include "core/text.hpp"

namespace {

using namespace forecast_warehouse::core;

std::string_view take_line(std::string_view& text) {
    const std::size_t length = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, length);
    text.remove_prefix(std::min(length + 1, text.size()));
    return line;
}

void check(const moment& found) {
    const std::chrono::year_month_day day{std::chrono::year{found.year},
                                          std::chrono::month{static_cast<unsigned>(found.month)},
                                          std::chrono::day{static_cast<unsigned>(found.day)}};
    if (!day.ok() || found.hour < 0 || found.hour > 23 || found.minute < 0 || found.minute > 59 ||
        found.second < 0 || found.second > 59 || found.microsecond < 0 || found.microsecond > 999'999) {
        std::abort();
    }
}

// Digits, with a sign before and a point between.
void check(const number_text& number) {
    const std::string_view text(number.text.data(), number.size);
    const std::string_view digits = text.substr(text.starts_with('-') ? 1 : 0);
    const bool right = !digits.empty() && digits.front() != '.' && digits.back() != '.' &&
                       std::count(digits.begin(), digits.end(), '.') <= 1 &&
                       std::all_of(digits.begin(), digits.end(),
                                   [](char byte) { return byte == '.' || (byte >= '0' && byte <= '9'); });
    if (!right || number.text[number.size] != '\0') {
        std::abort();
    }
}

void read_cell(std::string_view cell, const source_options& options) {
    cell = trim_invisible(cell, options.numbers.utf8);
    number_text number;
    if (read_number(cell, options.numbers, number)) {
        check(number);
    }
    moment found;
    for (const bool right : {read_iso_day(cell, found), read_iso_moment(cell, found)}) {
        static_cast<void>(right);
    }
    if (read_iso_moment(cell, found)) {
        check(found);
    }
    if (options.day && options.day->read(cell, found)) {
        check(found);
    }
    if (options.moment && options.moment->read(cell, found)) {
        check(found);
    }
    bool truth = false;
    static_cast<void>(read_truth(cell, truth));
    static_cast<void>(means_null(cell, options));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view text{reinterpret_cast<const char*>(data), size};
    const std::string_view name = take_line(text);
    const std::string_view value = take_line(text);
    try {
        source_options options =
            read_options(std::vector{named_option{std::string(name), false, true, {std::string(value)}}});
        options.numbers.utf8 = size % 2 == 0;
        while (!text.empty()) {
            read_cell(take_line(text), options);
        }
    } catch (const failure&) {
        // A refusal is an answer.
    }
    return 0;
}
