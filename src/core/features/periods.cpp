#include "core/features/periods.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "core/calendar.hpp"
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

void expect_last_day(const period_grid& periods, std::chrono::sys_days day, std::string_view argument) {
    const day_number end = periods.last_day_of(days_since_2000(day));
    const std::chrono::sys_days end_day = day_from_epoch_2000(end);
    if (end_day == day) {
        return;
    }
    throw failure(sqlstate::invalid_parameter_value,
                  fmt::format("{} {} is not the last day of a week", argument, quoted(iso_date(day))),
                  fmt::format("Give {} => '{}' or '{}'.", argument,
                              iso_date(end_day - std::chrono::days{periods.days}), iso_date(end_day)),
                  "A week counts only when all its days are known.");
}

}  // namespace forecast_warehouse::core
