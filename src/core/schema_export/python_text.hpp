// Pieces of Python code.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace forecast_warehouse::core::schema_export {

// "text"
[[nodiscard]] std::string python_string(std::string_view text);

// An expression of SQL for sqlalchemy.text(), where a colon before a name means a parameter.
[[nodiscard]] std::string python_sql(std::string_view expression);

// start(argument, ...), on several lines where it is long. indent: blanks before the first line.
[[nodiscard]] std::string python_call(const std::string& start, const std::vector<std::string>& arguments,
                                      std::size_t indent);

// SalesDaily of sales_daily.
[[nodiscard]] std::string python_class(std::string_view table);

// A name that an attribute of a model can have: no keyword, and no name that the models use.
[[nodiscard]] std::string python_attribute(std::string_view name);

}  // namespace forecast_warehouse::core::schema_export
