#include "core/calendar.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace forecast_warehouse::core {
namespace {

constexpr std::chrono::sys_days epoch_2000{std::chrono::year{2000} / std::chrono::January /
                                           std::chrono::day{1}};

// The year of std::chrono wraps beyond 32767, which would silently give another day.
void require_supported(std::chrono::sys_days day) {
    if (!is_supported(day)) {
        throw std::out_of_range{
            fmt::format("the day {} days from 2000-01-01 is outside 0001-01-01 to 9999-12-31",
                        (day - epoch_2000).count())};
    }
}

}  // namespace

std::chrono::sys_days day_from_epoch_2000(std::int32_t days) noexcept {
    return epoch_2000 + std::chrono::days{days};
}

std::int32_t days_since_2000(std::chrono::sys_days day) {
    require_supported(day);
    return static_cast<std::int32_t>((day - epoch_2000).count());
}

calendar_day describe_day(std::chrono::sys_days day) {
    require_supported(day);
    const std::chrono::year_month_day date{day};
    const int month = static_cast<int>(static_cast<unsigned>(date.month()));
    return {
        .date = day,
        .day_of_week = static_cast<int>(std::chrono::weekday{day}.iso_encoding()) - 1,
        .month = month,
        .quarter = (month + 2) / 3,
        .year = static_cast<int>(date.year()),
    };
}

std::string iso_date(std::chrono::sys_days day) {
    require_supported(day);
    const std::chrono::year_month_day date{day};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

}  // namespace forecast_warehouse::core
