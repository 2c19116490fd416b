// Expressions of checks and defaults, as PostgreSQL writes them.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace forecast_warehouse::core::schema_export {

enum class node_kind {
    number,    // text: its digits
    string,    // text: its value
    word,      // text: TRUE, FALSE, NULL, CURRENT_DATE, CURRENT_TIMESTAMP
    column,    // text: its name
    negative,  // - of the operand
    negation,  // NOT of the operand
    binary,    // text: the operator, AND and OR too
    is_null,   // text: IS NULL or IS NOT NULL
    cast,      // text: the type
    call,      // text: the function
    array,     // operands: its elements
    any_of,    // text: the operator; operands: the value and the array. = ANY (array)
    all_of,    // the same: <> ALL (array)
};

struct node {
    node_kind kind;
    std::string text;
    std::vector<node> operands{};
};

// Reads an expression. No value where it has something else than the above.
[[nodiscard]] std::optional<node> parse_expression(std::string_view text);

}  // namespace forecast_warehouse::core::schema_export
