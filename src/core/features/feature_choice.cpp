#include "core/features/feature_choice.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "core/failure.hpp"
#include "core/text.hpp"

namespace forecast_warehouse::core {
namespace {

struct named_choice {
    feature_choice choice;
    std::string_view name;
    bool needs_days;
};

// In the order of feature_choice.
constexpr std::array choices{named_choice{feature_choice::weekday, "weekday", true},
                             named_choice{feature_choice::median, "median", false},
                             named_choice{feature_choice::trend, "trend", false},
                             named_choice{feature_choice::ratio, "ratio", false},
                             named_choice{feature_choice::stockout, "stockout", false},
                             named_choice{feature_choice::launch, "launch", false},
                             named_choice{feature_choice::price, "price", false},
                             named_choice{feature_choice::hierarchy, "hierarchy", false},
                             named_choice{feature_choice::holiday, "holiday", true},
                             named_choice{feature_choice::year, "year", false}};

constexpr std::string_view all = "all";

void refuse_unknown(const std::string& name) {
    const bool known = name == all || std::ranges::find(choices, name, &named_choice::name) != choices.end();
    if (!known) {
        std::string names;
        for (const named_choice& each : choices) {
            names += fmt::format("{}{}", names.empty() ? "" : ", ", each.name);
        }
        throw failure(sqlstate::invalid_parameter_value,
                      fmt::format("feature group {} does not exist", quoted(name)),
                      fmt::format("Give some of {}; or all.", names));
    }
}

void refuse_twice(const std::vector<std::string>& names) {
    for (auto each = names.begin(); each != names.end(); ++each) {
        if (std::find(names.begin(), each, *each) != each) {
            throw failure(sqlstate::invalid_parameter_value,
                          fmt::format("feature group {} is given twice", quoted(*each)), "Give each once.");
        }
    }
}

}  // namespace

std::string_view name_of(feature_choice each) noexcept {
    return choices.at(static_cast<std::size_t>(each)).name;
}

std::vector<feature_choice> choices_named(const std::vector<std::string>& names, const period_grid& periods) {
    std::ranges::for_each(names, refuse_unknown);
    refuse_twice(names);
    const bool has_all = std::ranges::find(names, all) != names.end();
    std::vector<feature_choice> chosen;
    for (const named_choice& each : choices) {
        const bool named = std::ranges::find(names, each.name) != names.end();
        if (periods.by_week() && each.needs_days) {
            if (named) {
                throw failure(sqlstate::invalid_parameter_value,
                              fmt::format("feature group \"{}\" needs a table of days", each.name),
                              "Leave it out, or give frequency => 'day'.");
            }
        } else if (named || has_all) {
            chosen.push_back(each.choice);
        }
    }
    return chosen;
}

}  // namespace forecast_warehouse::core
