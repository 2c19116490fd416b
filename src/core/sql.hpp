#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

// Composes expressions of SQL.
//
// An operator without its schema could resolve to a user's operator. OPERATOR(pg_catalog.=) cannot. All
// operators in this form have one precedence: 4 > 1 + 2 means (4 > 1) + 2. So each expression is in
// parentheses.

namespace forecast_warehouse::core::sql {

// (left OPERATOR(pg_catalog.name) right)
std::string binary(std::string_view left, std::string_view name, std::string_view right);

// (left = right), (left <> right), ...
std::string eq(std::string_view left, std::string_view right);
std::string ne(std::string_view left, std::string_view right);
std::string lt(std::string_view left, std::string_view right);
std::string le(std::string_view left, std::string_view right);
std::string gt(std::string_view left, std::string_view right);
std::string ge(std::string_view left, std::string_view right);
std::string add(std::string_view left, std::string_view right);
std::string subtract(std::string_view left, std::string_view right);
std::string multiply(std::string_view left, std::string_view right);
std::string divide(std::string_view left, std::string_view right);

// (value = ANY (array))
std::string eq_any(std::string_view value, std::string_view array);

// (value >= first AND value <= last)
std::string between(std::string_view value, std::string_view first, std::string_view last);

// condition AND condition ..., without parentheses. Empty conditions are left out.
std::string all_of(std::initializer_list<std::string> conditions);

}  // namespace forecast_warehouse::core::sql
