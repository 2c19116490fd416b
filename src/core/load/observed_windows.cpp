#include "core/load/observed_windows.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>

namespace forecast_warehouse::core {
namespace {

using value = std::optional<std::int64_t>;

// The value of each day. An entry holds from its day to the day before the next entry.
class values_by_day {
public:
    [[nodiscard]] value at(day_number day) const {
        const auto next = entries_.upper_bound(day);
        return next == entries_.begin() ? value() : std::prev(next)->second;
    }

    // The last day on which the value of a day holds without a break.
    [[nodiscard]] day_number last_day_like(day_number day) const {
        const value here = at(day);
        auto next = entries_.upper_bound(day);
        while (next != entries_.end() && next->second == here) {
            ++next;
        }
        return next == entries_.end() ? no_end : next->first - 1;
    }

    void set(const window& days, std::int64_t to) {
        const value after = days.to == no_end ? value() : at(days.to + 1);
        const auto end = days.to == no_end ? entries_.end() : entries_.upper_bound(days.to);
        entries_.erase(entries_.lower_bound(days.from), end);
        entries_[days.from] = to;
        if (days.to != no_end) {
            entries_.emplace(days.to + 1, after);
        }
    }

    [[nodiscard]] std::vector<valued_window> windows() const {
        std::vector<valued_window> made;
        for (auto entry = entries_.begin(); entry != entries_.end(); ++entry) {
            if (!entry->second) {
                continue;
            }
            const auto next = std::next(entry);
            const day_number to = next == entries_.end() ? no_end : next->first - 1;
            const bool continues = !made.empty() && made.back().days.to == entry->first - 1 &&
                                   made.back().value == *entry->second;
            if (continues) {
                made.back().days.to = to;
            } else {
                made.push_back({{entry->first, to}, *entry->second});
            }
        }
        return made;
    }

private:
    std::map<day_number, value> entries_;
};

// Whether all days of a window have a value.
bool has_throughout(const values_by_day& values, const window& days, std::int64_t wanted) {
    return values.at(days.from) == wanted && values.last_day_like(days.from) >= days.to;
}

}  // namespace

observed_windows merge_observations(const std::vector<valued_window>& stored,
                                    const std::vector<valued_window>& observations) {
    values_by_day values;
    for (const valued_window& each : stored) {
        values.set(each.days, each.value);
    }
    observed_windows merged;
    merged.changes.reserve(observations.size());
    for (const valued_window& each : observations) {
        const bool holds = each.days.to == no_end;
        const bool changes =
            holds ? values.at(each.days.from) != each.value : !has_throughout(values, each.days, each.value);
        if (changes) {
            const day_number to = holds ? values.last_day_like(each.days.from) : each.days.to;
            values.set({each.days.from, to}, each.value);
        }
        merged.changes.push_back(changes);
    }
    merged.windows = values.windows();
    return merged;
}

bool has_price_windows(const feed& feed) noexcept {
    const auto values = feed.columns.size() - feed.grain.size() - 1;
    return feed.windowed && values == 1 && column_with_role(feed, column_role::money) >= 0;
}

}  // namespace forecast_warehouse::core
