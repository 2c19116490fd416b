#include "core/asof/asof_promotions.hpp"

#include <algorithm>
#include <functional>
#include <queue>
#include <set>
#include <tuple>
#include <utility>

namespace forecast_warehouse::core {
namespace {

// The day after the last day_number does not fit 32 bits.
using wide_day = std::int64_t;

// Rows of a timeline are ordered by a value, then the latest first day, then the highest id. The last member
// is the index of the row.
using rank = std::tuple<std::int64_t, day_number, std::int64_t, std::uint32_t>;
using ranking = std::set<rank, std::greater<>>;

std::uint32_t top(const ranking& ranked) noexcept {
    return ranked.empty() ? id_index::none : std::get<std::uint32_t>(*ranked.begin());
}

// The promotions of a timeline that run on the current day.
class running {
public:
    void begin(const promotion_window& each, std::uint32_t index) {
        change(each, index, [](ranking& ranked, const rank& added) { ranked.insert(added); });
    }
    void end(const promotion_window& each, std::uint32_t index) {
        change(each, index, [](ranking& ranked, const rank& removed) { ranked.erase(removed); });
    }
    [[nodiscard]] bool any() const noexcept { return !by_pct_.empty() || !without_pct_.empty(); }
    [[nodiscard]] std::uint32_t by_pct() const noexcept { return top(by_pct_); }
    [[nodiscard]] std::uint32_t by_amount() const noexcept { return top(by_amount_); }
    [[nodiscard]] std::uint32_t without_pct() const noexcept { return top(without_pct_); }

private:
    template <class Change>
    void change(const promotion_window& each, std::uint32_t index, Change&& apply) {
        if (each.pct) {
            apply(by_pct_, {*each.pct, each.from, each.id, index});
        } else {
            apply(without_pct_, {0, each.from, each.id, index});
        }
        if (each.cents) {
            apply(by_amount_, {*each.cents, each.from, each.id, index});
        }
    }

    ranking by_pct_;
    ranking by_amount_;
    ranking without_pct_;
};

// Whether the first promotion ends before the next one begins, as most do.
bool runs_alone(std::span<const promotion_window> windows) noexcept {
    return windows.size() == 1 || (windows.size() > 1 && windows[1].from > windows[0].to);
}

}  // namespace

bool asof_promotions::in_force::depends_on_price() const noexcept {
    return (intervals_.of_store && intervals_.of_store->by_amount != none) ||
           (intervals_.of_chain && intervals_.of_chain->by_amount != none);
}

void asof_promotions::add(std::int32_t product, std::span<promotion_window> windows) {
    const auto never = std::remove_if(windows.begin(), windows.end(),
                                      [](const promotion_window& each) { return each.to < each.from; });
    windows = windows.first(static_cast<std::size_t>(never - windows.begin()));
    sort_by_timeline(windows);
    timelines_.begin_product(product);
    for (auto begin = windows.begin(); begin != windows.end();) {
        const auto end = std::find_if(
            begin, windows.end(), [&](const promotion_window& each) { return each.store != begin->store; });
        timelines_.begin_timeline(begin->store);
        add_timeline({begin, end});
        begin = end;
    }
}

// Visits the days on which a promotion begins or ends.
void asof_promotions::add_timeline(std::span<const promotion_window> windows) {
    const auto base = static_cast<std::uint32_t>(offers_.size());
    for (const promotion_window& each : windows) {
        append(offers_, {each.id, each.cents.value_or(0), each.pct.value_or(0), each.from});
    }
    using ending = std::pair<wide_day, std::uint32_t>;  // the day after the last one, and which
    std::priority_queue<ending, std::vector<ending>, std::greater<>> ends;
    running running;
    std::uint32_t next = 0;
    while (next < windows.size() || !ends.empty()) {
        if (ends.empty() && runs_alone(windows.subspan(next))) {
            const promotion_window& alone = windows[next];
            const std::uint32_t index = base + next++;
            timelines_.add({alone.from, alone.to, alone.pct ? index : none, alone.cents ? index : none,
                            alone.pct ? none : index});
            continue;
        }
        const wide_day begin = next < windows.size() ? wide_day{windows[next].from} : wide_day{no_end} + 1;
        const wide_day day = ends.empty() ? begin : std::min(begin, ends.top().first);
        for (; !ends.empty() && ends.top().first == day; ends.pop()) {
            running.end(windows[ends.top().second], base + ends.top().second);
        }
        for (; next < windows.size() && windows[next].from == day; ++next) {
            running.begin(windows[next], base + next);
            ends.emplace(wide_day{windows[next].to} + 1, next);
        }
        if (!running.any()) {
            continue;
        }
        const wide_day until = std::min(
            next < windows.size() ? wide_day{windows[next].from} : ends.top().first, ends.top().first);
        const promotion_interval interval{static_cast<day_number>(day), static_cast<day_number>(until - 1),
                                          running.by_pct(), running.by_amount(), running.without_pct()};
        promotion_interval* last = timelines_.last();
        if (last != nullptr && wide_day{last->to} + 1 == day && last->same_offers(interval)) {
            last->to = interval.to;
        } else {
            timelines_.add(interval);
        }
    }
}

bool asof_promotions::later(std::uint32_t left, std::uint32_t right) const noexcept {
    const offer& a = offers_[left];
    const offer& b = offers_[right];
    return std::tie(a.from, a.id) > std::tie(b.from, b.id);
}

// Shares are multiplied by 10,000, and by the price if there is one. So whole numbers are compared, and
// nothing is rounded.
asof_promotions::candidate asof_promotions::best_of(const std::optional<promotion_interval>& interval,
                                                    std::int64_t price) const noexcept {
    constexpr std::int64_t whole = 10000;
    if (!interval) {
        return {-1, none};
    }
    candidate best{-1, interval->without_pct};
    if (interval->by_pct != none) {
        best = {offers_[interval->by_pct].pct * (price > 0 ? price : 1), interval->by_pct};
    }
    if (interval->by_amount != none && price > 0) {
        const std::int64_t share = offers_[interval->by_amount].cents * whole;
        if (share > best.share || (share == best.share && later(interval->by_amount, best.index))) {
            best = {share, interval->by_amount};
        }
    }
    return best;
}

std::int64_t asof_promotions::best(in_force found, std::optional<std::int64_t> price) const noexcept {
    const candidate of_store = best_of(found.intervals_.of_store, price.value_or(0));
    const candidate of_chain = best_of(found.intervals_.of_chain, price.value_or(0));
    const bool chain = of_store.index == none || (of_chain.index != none && of_chain.share > of_store.share);
    return offers_[chain ? of_chain.index : of_store.index].id;
}

}  // namespace forecast_warehouse::core
