#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "load/target.hpp"

namespace forecast_warehouse::load {

// An expression of SQL: a text in small letters, without blanks and without characters that nobody sees, such
// as U+00A0, U+200B and U+FEFF.
std::string simplified(const std::string& text);

// Keys of dimensions that unknown keys resemble: they differ only by case, blanks and invisible characters.
class near_keys {
public:
    explicit near_keys(const target& target) : target_(&target) {}

    // The first key that resembles an unknown one in a column of a reject. Reads the dimension, so it does so
    // for few keys only. Needs a connection to SPI.
    [[nodiscard]] std::optional<std::string> like(int column, const std::string& unknown);

private:
    static constexpr std::size_t most_keys = 100;

    [[nodiscard]] std::optional<std::string> look_up(const core::dimension& in,
                                                     const std::string& unknown) const;

    const target* target_;
    std::map<std::pair<int, std::string>, std::optional<std::string>> known_;
};

// Warns when the first value of a load begins with a byte order mark. Programs write one at the beginning of
// a file, and COPY takes it for a part of the first value.
void warn_of_byte_order_mark(const target& target, std::string_view first_value);

}  // namespace forecast_warehouse::load
