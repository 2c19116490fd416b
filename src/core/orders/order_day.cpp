#include "core/orders/order_day.hpp"

#include <algorithm>
#include <array>

#include "core/sources/moment_format.hpp"
#include "core/text.hpp"

namespace forecast_warehouse::core {
namespace {

// The month comes first where slashes part the numbers.
const std::array<moment_format, 6>& formats() {
    static const std::array<moment_format, 6>& made =
        *new std::array<moment_format, 6>{moment_format("FMMM/FMDD/YY"),
                                          moment_format("FMMM/FMDD/YY FMHH24:MI"),
                                          moment_format("FMMM/FMDD/YYYY"),
                                          moment_format("FMMM/FMDD/YYYY FMHH24:MI"),
                                          moment_format("FMMM/FMDD/YY FMHH24:MI:SS"),
                                          moment_format("FMMM/FMDD/YYYY FMHH24:MI:SS")};
    return made;
}

bool read(std::string_view cell, moment& found) {
    return read_iso_day(cell, found) || read_iso_moment(cell, found) ||
           std::any_of(formats().begin(), formats().end(),
                       [&](const moment_format& each) { return each.read(cell, found); });
}

}  // namespace

std::optional<std::chrono::sys_days> read_order_day(std::string_view text) {
    moment found;
    if (!read(trim_invisible(text, true), found)) {
        return std::nullopt;
    }
    return std::chrono::year_month_day{std::chrono::year{found.year},
                                       std::chrono::month{static_cast<unsigned>(found.month)},
                                       std::chrono::day{static_cast<unsigned>(found.day)}};
}

}  // namespace forecast_warehouse::core
