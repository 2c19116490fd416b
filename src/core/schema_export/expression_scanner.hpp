// Splits an expression of PostgreSQL into tokens.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace forecast_warehouse::core::schema_export {

enum class token_kind { number, string, name, quoted_name, symbol, end, unknown };

struct token {
    token_kind kind;
    std::string text;  // of a name as it is written, of a string or a quoted name its value
};

// The last token is end. After one that is unknown, there is nothing but end.
[[nodiscard]] std::vector<token> scan_expression(std::string_view text);

}  // namespace forecast_warehouse::core::schema_export
