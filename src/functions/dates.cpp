#include "functions/dates.hpp"

#include <fmt/format.h>

#include "core/calendar.hpp"
#include "core/failure.hpp"
#include "functions/call.hpp"

namespace forecast_warehouse::functions {

std::chrono::sys_days date_argument(FunctionCallInfo call, int place, const char* name) {
    if (!has_argument(call, place)) {
        throw core::failure("22004", fmt::format("{} must not be NULL", name),
                            "Give a day, such as 2024-01-01.");
    }
    const DateADT day = DatumGetDateADT(call->args[place].value);
    if (DATE_NOT_FINITE(day)) {
        throw core::failure("22008", fmt::format("{} must not be infinite", name),
                            "Give a day, such as 2024-01-01.");
    }
    const std::chrono::sys_days date = core::day_from_epoch_2000(day);
    if (!core::is_supported(date)) {
        throw core::failure(
            "22008", fmt::format("{} is out of range", name),
            fmt::format("The calendar holds {} to {}.", core::iso_date(core::first_supported_day),
                        core::iso_date(core::last_supported_day)));
    }
    return date;
}

date_range range_arguments(FunctionCallInfo call, int start, int end) {
    const date_range range{date_argument(call, start, "start_date"), date_argument(call, end, "end_date")};
    if (range.last < range.first) {
        throw core::failure("22023",
                            fmt::format("end_date {} is before start_date {}", core::iso_date(range.last),
                                        core::iso_date(range.first)),
                            "Swap them.");
    }
    return range;
}

}  // namespace forecast_warehouse::functions
