#include "core/asof/asof_prices.hpp"

#include <algorithm>
#include <span>

namespace forecast_warehouse::core {
namespace {

// The day after the last day_number does not fit 32 bits.
using wide_day = std::int64_t;

// Cuts the windows of a timeline into disjoint intervals. Of windows that overlap, the later one is in force.
// windows: by first day and id. emit(window, first day, last day) gets the intervals in order.
template <class Emit>
void cut(std::span<const price_window> windows, Emit&& emit) {
    std::vector<const price_window*> open;  // the last one is in force; earlier ones may have ended
    wide_day day = 0;
    const auto advance = [&](wide_day until) {
        while (!open.empty() && day < until) {
            const price_window& in_force = *open.back();
            const wide_day end = std::min(wide_day{in_force.to} + 1, until);
            if (day < end) {
                emit(in_force, static_cast<day_number>(day), static_cast<day_number>(end - 1));
                day = end;
            }
            if (in_force.to < day) {
                open.pop_back();
            }
        }
    };
    for (const price_window& each : windows) {
        advance(each.from);
        open.push_back(&each);
        day = each.from;
    }
    advance(wide_day{no_end} + 1);
}

}  // namespace

void asof_prices::add(std::int32_t product, std::span<price_window> windows) {
    sort_by_timeline(windows);
    timelines_.begin_product(product);
    for (auto begin = windows.begin(); begin != windows.end();) {
        const auto end = std::find_if(begin, windows.end(),
                                      [&](const price_window& each) { return each.store != begin->store; });
        timelines_.begin_timeline(begin->store);
        cut({begin, end}, [this](const price_window& each, day_number from, day_number to) {
            timelines_.add({from, to, each.cents});
        });
        begin = end;
    }
}

std::optional<std::int64_t> asof_prices::find(std::int32_t product, std::int32_t store,
                                              day_number day) const noexcept {
    const auto found = timelines_.find(product, store, day);
    const auto& interval = found.of_store ? found.of_store : found.of_chain;
    return interval ? std::optional(interval->cents) : std::nullopt;
}

}  // namespace forecast_warehouse::core
