#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace forecast_warehouse::core {

// The name of a list that an unknown name is probably meant to be: the one with the fewest letters to add,
// leave out or replace. The case of ASCII letters does not matter. The first one of equal ones; none where a
// third of the longer name or more differs.
[[nodiscard]] std::optional<std::string> near_name(std::string_view unknown,
                                                   const std::vector<std::string>& names);

}  // namespace forecast_warehouse::core
