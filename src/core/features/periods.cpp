#include "core/features/periods.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "core/failure.hpp"
#include "core/text.hpp"

namespace forecast_warehouse::core {
namespace {

constexpr std::array<std::pair<std::string_view, frequency>, 3> frequencies{{
    {"day", frequency::day},
    {"week", frequency::week},
    {"fiscal_week", frequency::fiscal_week},
}};

}  // namespace

frequency frequency_named(std::string_view name) {
    const auto* found = std::find_if(frequencies.begin(), frequencies.end(),
                                     [&](const auto& each) { return each.first == name; });
    if (found == frequencies.end()) {
        throw failure(sqlstate::invalid_parameter_value,
                      fmt::format("frequency {} does not exist", quoted(name)),
                      "Give day, week or fiscal_week.");
    }
    return found->second;
}

std::string_view name_of(frequency each) noexcept {
    return std::find_if(frequencies.begin(), frequencies.end(),
                        [=](const auto& named) { return named.second == each; })
        ->first;
}

}  // namespace forecast_warehouse::core
