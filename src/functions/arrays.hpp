#pragma once

#include <optional>
#include <string>
#include <vector>

#include "postgres/server.hpp"

namespace forecast_warehouse::functions {

// Arguments that are arrays, as C++ has them; no value for NULL. NULL in an array is refused (22004).
std::optional<std::vector<int>> integers_argument(FunctionCallInfo call, int place, const char* name);
std::optional<std::vector<std::string>> texts_argument(FunctionCallInfo call, int place, const char* name);

}  // namespace forecast_warehouse::functions
