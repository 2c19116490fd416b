#include "core/schema_export/type_name.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace forecast_warehouse::core::schema_export {
namespace {

std::vector<int> numbers_in(std::string_view list) {
    std::vector<int> numbers;
    while (!list.empty()) {
        int number = 0;
        const auto [end, error] = std::from_chars(list.data(), list.data() + list.size(), number);
        if (error == std::errc{}) {
            numbers.push_back(number);
        }
        const std::size_t comma = list.find(',');
        list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
    }
    return numbers;
}

template <std::size_t Count>
bool is_one_of(const std::string& name, const std::array<std::string_view, Count>& names) noexcept {
    return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

type_name parse_type(std::string_view text) {
    type_name type;
    while (text.ends_with("[]")) {
        type.is_array = true;
        text.remove_suffix(2);
    }
    const std::size_t open = text.find('(');
    const std::size_t close = text.find(')', open == std::string_view::npos ? 0 : open);
    if (open == std::string_view::npos || close == std::string_view::npos) {
        type.name = text;
        return type;
    }
    type.name = std::string(text.substr(0, open)) + std::string(text.substr(close + 1));
    type.modifiers = numbers_in(text.substr(open + 1, close - open - 1));
    return type;
}

bool is_text(const type_name& type) noexcept {
    constexpr std::array<std::string_view, 3> texts{"text", "character varying", "character"};
    return !type.is_array && is_one_of(type.name, texts);
}

bool is_number(const type_name& type) noexcept {
    constexpr std::array<std::string_view, 6> numbers{"smallint", "integer", "bigint",
                                                      "numeric",  "real",    "double precision"};
    return !type.is_array && is_one_of(type.name, numbers);
}

}  // namespace forecast_warehouse::core::schema_export
