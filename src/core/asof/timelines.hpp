#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <tuple>
#include <vector>

#include "core/day_number.hpp"
#include "core/id_index.hpp"
#include "core/prefetch.hpp"

namespace forecast_warehouse::core {

// The store id of windows of the whole chain. A real store with this id must not be added to timelines. A
// look-up for it finds the windows of the chain.
inline constexpr std::int32_t whole_chain = std::numeric_limits<std::int32_t>::min();

// Appends to a list that may use much memory: it grows by half, not to twice its size.
template <class Value>
void append(std::vector<Value>& list, const Value& value) {
    if (list.size() == list.capacity()) {
        constexpr std::size_t min_capacity = 16;
        list.reserve(std::max(min_capacity, list.size() + (list.size() / 2)));
    }
    list.push_back(value);
}

// Sorts windows by store, first day and id. Tables that were loaded by feeds are mostly in this order.
template <class Window>
void sort_by_timeline(std::span<Window> windows) {
    const auto before = [](const Window& left, const Window& right) {
        return std::tie(left.store, left.from, left.id) < std::tie(right.store, right.from, right.id);
    };
    if (!std::is_sorted(windows.begin(), windows.end(), before)) {
        std::sort(windows.begin(), windows.end(), before);
    }
}

// Timelines of disjoint intervals, by product and store. A look-up of a day is a hash and two binary
// searches, however many windows there are. Interval has the members from and to; both days belong to it.
//
// Look-ups are bound by cache misses. Facts mostly come by day, so all other timelines are used between two
// look-ups on one of them. So the last interval of each timeline is cached. Timelines mostly follow one
// another in the same order every day, so the interval of the next timeline is prefetched. Measured with 130
// intervals per timeline: a look-up that moves on to the next interval takes 30 nanoseconds instead of 115.
//
// Timelines are added product by product: those of a product by store, the chain first; intervals by day.
template <class Interval>
class timelines {
public:
    // The intervals of a day.
    struct in_force {
        std::optional<Interval> of_store;
        std::optional<Interval> of_chain;
    };

    [[nodiscard]] bool holds(std::int32_t product) const noexcept {
        return products_.find(product) != id_index::none;
    }

    // Reserves memory for a number of windows. Windows that overlap may need more.
    void reserve(std::size_t windows) { intervals_.reserve(windows); }

    // The product must not be added twice. It may have no timelines.
    void begin_product(std::int32_t product) {
        products_.put(product, static_cast<std::uint32_t>(first_timelines_.size()));
        append(first_timelines_, static_cast<std::uint32_t>(stores_.size()));
    }
    void begin_timeline(std::int32_t store) {
        append(stores_, store);
        append(first_intervals_, static_cast<std::uint32_t>(intervals_.size()));
        if (last_hits_.size() < std::min(stores_.size(), max_last_hits)) {
            last_hits_.assign(std::max(min_last_hits, 2 * last_hits_.size()), last_hit{});
        }
    }
    void add(const Interval& interval) { append(intervals_, interval); }

    // The last interval of the timeline that is being added. NULL: it has none yet.
    [[nodiscard]] Interval* last() noexcept {
        return first_intervals_.back() == intervals_.size() ? nullptr : &intervals_.back();
    }

    [[nodiscard]] in_force find(std::int32_t product, std::int32_t store, day_number day) const noexcept {
        const std::uint32_t index = products_.find(product);
        if (index == id_index::none) {
            return {};
        }
        const auto first = stores_.begin() + first_timelines_[index];
        const auto end = index + 1 < first_timelines_.size() ? stores_.begin() + first_timelines_[index + 1]
                                                             : stores_.end();
        const std::optional<Interval> of_chain =
            first != end && *first == whole_chain ? find_day(first, day) : std::nullopt;
        if (store == whole_chain) {
            return {std::nullopt, of_chain};
        }
        const auto own = std::lower_bound(first, end, store);
        if (own == end || *own != store) {
            return {std::nullopt, of_chain};
        }
        const std::optional<Interval> of_store = find_day(own, day);
        expect_after(own, day);
        return {of_store, of_chain};
    }

    // The interval that the next look-up will probably use; NULL if it is unknown. A hint for prefetching.
    [[nodiscard]] const Interval* expected(day_number day) const noexcept {
        const Interval* interval = last_hits_.empty() ? nullptr : &last_hit_of(next_timeline_).interval;
        return interval != nullptr && interval->from <= day && day <= interval->to ? interval : nullptr;
    }

    [[nodiscard]] std::size_t bytes() const noexcept {
        return products_.bytes() + (first_timelines_.capacity() * sizeof(std::uint32_t)) +
               (stores_.capacity() * sizeof(std::int32_t)) +
               (first_intervals_.capacity() * sizeof(std::uint32_t)) +
               (intervals_.capacity() * sizeof(Interval)) + (last_hits_.capacity() * sizeof(last_hit));
    }

private:
    using timeline_iterator = std::vector<std::int32_t>::const_iterator;  // in stores_

    // The last interval that a look-up found in a timeline.
    struct last_hit {
        std::uint32_t timeline = id_index::none;
        std::uint32_t index = 0;        // of the interval
        std::uint32_t followed_by = 0;  // the timeline of the look-up after it
        day_number until = 0;           // the day before the next interval
        Interval interval{};
    };
    static constexpr std::size_t min_last_hits = 16;
    static constexpr std::size_t max_last_hits = 4096;

    // The index behind the last interval of a timeline.
    [[nodiscard]] std::size_t end_of(std::uint32_t timeline) const noexcept {
        return timeline + 1 < first_intervals_.size() ? first_intervals_[timeline + 1] : intervals_.size();
    }

    [[nodiscard]] std::uint32_t number_of(timeline_iterator timeline) const noexcept {
        return static_cast<std::uint32_t>(timeline - stores_.begin());
    }
    [[nodiscard]] last_hit& last_hit_of(std::uint32_t timeline) const noexcept {
        return last_hits_[timeline & (last_hits_.size() - 1)];
    }

    [[nodiscard]] std::optional<Interval> find_day(timeline_iterator wanted, day_number day) const noexcept {
        const std::uint32_t timeline = number_of(wanted);
        last_hit& hit = last_hit_of(timeline);
        if ((hit.timeline != timeline || day < hit.interval.from || day > hit.until) &&
            !look_up(timeline, day, hit)) {
            return std::nullopt;
        }
        return hit.interval.to >= day ? std::optional(hit.interval) : std::nullopt;
    }

    // Finds the last interval that begins on the day or earlier. It is often the one after the last hit.
    // False: there is none.
    bool look_up(std::uint32_t timeline, day_number day, last_hit& hit) const noexcept {
        const std::size_t end = end_of(timeline);
        std::size_t index = hit.index + 1;
        if (hit.timeline != timeline || index >= end || !is_last_begun(index, end, day)) {
            const auto* const first = intervals_.data() + first_intervals_[timeline];
            const auto* const after =
                std::upper_bound(first, intervals_.data() + end, day,
                                 [](day_number wanted, const Interval& each) { return wanted < each.from; });
            if (after == first) {
                return false;
            }
            index = static_cast<std::size_t>(after - intervals_.data()) - 1;
        }
        hit = {timeline, static_cast<std::uint32_t>(index), hit.followed_by,
               index + 1 < end ? intervals_[index + 1].from - 1 : no_end, intervals_[index]};
        return true;
    }

    // Remembers which timeline followed which, and prefetches the interval that the next timeline will need.
    // One timeline may be looked up several times in a row.
    void expect_after(timeline_iterator found, day_number day) const noexcept {
        const std::uint32_t timeline = number_of(found);
        if (timeline == last_timeline_) {
            return;
        }
        last_hit_of(last_timeline_).followed_by = timeline;
        last_timeline_ = timeline;
        next_timeline_ = last_hit_of(timeline).followed_by;
        const last_hit& next = last_hit_of(next_timeline_);
        if (day > next.until && next.index + 1 < intervals_.size()) {
            prefetch(&intervals_[next.index + 1]);
        }
    }

    [[nodiscard]] bool is_last_begun(std::size_t index, std::size_t end, day_number day) const noexcept {
        return intervals_[index].from <= day && (index + 1 == end || intervals_[index + 1].from > day);
    }

    id_index products_;
    std::vector<std::uint32_t> first_timelines_;  // by product
    std::vector<std::int32_t> stores_;            // by timeline
    std::vector<std::uint32_t> first_intervals_;  // by timeline
    std::vector<Interval> intervals_;
    mutable std::uint32_t last_timeline_ = 0;  // the timeline of a store of the last look-up
    mutable std::uint32_t next_timeline_ = 0;  // the timeline of the next look-up, probably
    // Their number is a power of two. Timelines that are far apart share one.
    mutable std::vector<last_hit> last_hits_;
};

}  // namespace forecast_warehouse::core
