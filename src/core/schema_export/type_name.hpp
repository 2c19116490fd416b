// A type as PostgreSQL writes it, in parts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace forecast_warehouse::core::schema_export {

struct type_name {
    std::string name;              // without modifiers: numeric, timestamp with time zone
    std::vector<int> modifiers{};  // numeric(10,2): 10 and 2
    bool is_array = false;
};

[[nodiscard]] type_name parse_type(std::string_view text);

// Kinds of types that are written alike.
[[nodiscard]] bool is_text(const type_name& type) noexcept;
[[nodiscard]] bool is_number(const type_name& type) noexcept;

}  // namespace forecast_warehouse::core::schema_export
