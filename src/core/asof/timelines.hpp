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

// The store of what is in force in the whole chain. Windows of a store with this id must not be put into
// timelines; without them, asking for that store and for the whole chain gives the same.
inline constexpr std::int32_t whole_chain = std::numeric_limits<std::int32_t>::min();

// Appends to a list that may take much of the memory there is: it grows by half, not to twice its size.
template <class Value>
void append(std::vector<Value>& list, const Value& value) {
    if (list.size() == list.capacity()) {
        constexpr std::size_t fewest = 16;
        list.reserve(std::max(fewest, list.size() + (list.size() / 2)));
    }
    list.push_back(value);
}

// Sorts windows by store, first day and id. Tables that were loaded by feeds have them in this order mostly.
template <class Window>
void sort_by_timeline(std::span<Window> windows) {
    const auto before = [](const Window& left, const Window& right) {
        return std::tie(left.store, left.from, left.id) < std::tie(right.store, right.from, right.id);
    };
    if (!std::is_sorted(windows.begin(), windows.end(), before)) {
        std::sort(windows.begin(), windows.end(), before);
    }
}

// What is in force when, by product and store: timelines of intervals that do not overlap, so that a day is
// found by a hash and two binary searches, however many windows there are. Interval has from and to, both
// days in it.
//
// Look-ups are bound by cache misses: facts mostly come by day, each timeline is asked once in a while, and
// the intervals are megabytes. So the last interval of each timeline is cached, and the next one is
// prefetched: timelines mostly follow one another as they did the day before. Measured with 130 intervals a
// timeline: a look-up that moves on to the next interval takes 30 nanoseconds instead of 115.
//
// Filled product by product, each with its timelines by store (the chain's comes first), each with its
// intervals by day.
template <class Interval>
class timelines {
public:
    // What a day has.
    struct in_force {
        std::optional<Interval> of_store;
        std::optional<Interval> of_chain;
    };

    [[nodiscard]] bool holds(std::int32_t product) const noexcept {
        return products_.find(product) != id_index::none;
    }

    // Makes room for so many windows; those that overlap may take more.
    void reserve(std::size_t windows) { intervals_.reserve(windows); }

    // The product must not be in yet; without timelines, nothing is ever in force.
    void begin_product(std::int32_t product) {
        products_.put(product, static_cast<std::uint32_t>(first_timelines_.size()));
        append(first_timelines_, static_cast<std::uint32_t>(stores_.size()));
    }
    void begin_timeline(std::int32_t store) {
        append(stores_, store);
        append(first_intervals_, static_cast<std::uint32_t>(intervals_.size()));
        if (last_hits_.size() < std::min(stores_.size(), most_last_hits)) {
            last_hits_.assign(std::max(fewest_last_hits, 2 * last_hits_.size()), last_hit{});
        }
    }
    void add(const Interval& interval) { append(intervals_, interval); }

    // The last interval that was added to the timeline at hand; NULL when it has none.
    [[nodiscard]] Interval* last() noexcept {
        return first_intervals_.back() == intervals_.size() ? nullptr : &intervals_.back();
    }

    [[nodiscard]] in_force find(std::int32_t product, std::int32_t store, day_number day) const noexcept {
        const std::uint32_t place = products_.find(product);
        if (place == id_index::none) {
            return {};
        }
        const auto first = stores_.begin() + first_timelines_[place];
        const auto end = place + 1 < first_timelines_.size() ? stores_.begin() + first_timelines_[place + 1]
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

    // What the timeline has that is likely to be asked next, as far as it is known: a hint.
    [[nodiscard]] const Interval* expected(day_number day) const noexcept {
        const Interval* interval = last_hits_.empty() ? nullptr : &last_hit_of(expected_).interval;
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

    // What a timeline has on the days from the interval's first one to another.
    struct last_hit {
        std::uint32_t timeline = id_index::none;
        std::uint32_t place = 0;        // of the interval
        std::uint32_t followed_by = 0;  // the timeline that was asked after it
        day_number until = 0;
        Interval interval{};
    };
    static constexpr std::size_t fewest_last_hits = 16;
    static constexpr std::size_t most_last_hits = 4096;

    // Where the intervals of a timeline end.
    [[nodiscard]] std::size_t end_of(std::uint32_t timeline) const noexcept {
        return timeline + 1 < first_intervals_.size() ? first_intervals_[timeline + 1] : intervals_.size();
    }

    [[nodiscard]] std::uint32_t number_of(timeline_iterator timeline) const noexcept {
        return static_cast<std::uint32_t>(timeline - stores_.begin());
    }
    [[nodiscard]] last_hit& last_hit_of(std::uint32_t timeline) const noexcept {
        return last_hits_[timeline & (last_hits_.size() - 1)];
    }

    [[nodiscard]] std::optional<Interval> find_day(timeline_iterator asked, day_number day) const noexcept {
        const std::uint32_t timeline = number_of(asked);
        last_hit& known = last_hit_of(timeline);
        if ((known.timeline != timeline || day < known.interval.from || day > known.until) &&
            !look_up(timeline, day, known)) {
            return std::nullopt;
        }
        return known.interval.to >= day ? std::optional(known.interval) : std::nullopt;
    }

    // Answers by the last interval that begins on the day or earlier, which often comes next to the one
    // known; false: there is none.
    bool look_up(std::uint32_t timeline, day_number day, last_hit& known) const noexcept {
        const std::size_t end = end_of(timeline);
        std::size_t place = known.place + 1;
        if (known.timeline != timeline || place >= end || !is_last_begun(place, end, day)) {
            const auto* const first = intervals_.data() + first_intervals_[timeline];
            const auto* const after =
                std::upper_bound(first, intervals_.data() + end, day,
                                 [](day_number wanted, const Interval& each) { return wanted < each.from; });
            if (after == first) {
                return false;
            }
            place = static_cast<std::size_t>(after - intervals_.data()) - 1;
        }
        known = {timeline, static_cast<std::uint32_t>(place), known.followed_by,
                 place + 1 < end ? intervals_[place + 1].from - 1 : no_end, intervals_[place]};
        return true;
    }

    // Learns what follows what, and fetches the interval that the timeline to follow will need. The same
    // timeline may be asked several times in a row.
    void expect_after(timeline_iterator asked, day_number day) const noexcept {
        const std::uint32_t timeline = number_of(asked);
        if (timeline == asked_) {
            return;
        }
        last_hit_of(asked_).followed_by = timeline;
        asked_ = timeline;
        expected_ = last_hit_of(timeline).followed_by;
        const last_hit& next = last_hit_of(expected_);
        if (day > next.until && next.place + 1 < intervals_.size()) {
            prefetch(&intervals_[next.place + 1]);
        }
    }

    [[nodiscard]] bool is_last_begun(std::size_t place, std::size_t end, day_number day) const noexcept {
        return intervals_[place].from <= day && (place + 1 == end || intervals_[place + 1].from > day);
    }

    id_index products_;
    std::vector<std::uint32_t> first_timelines_;  // by product
    std::vector<std::int32_t> stores_;            // by timeline
    std::vector<std::uint32_t> first_intervals_;  // by timeline
    std::vector<Interval> intervals_;
    mutable std::uint32_t asked_ = 0;     // the timeline of a store that was asked last
    mutable std::uint32_t expected_ = 0;  // the one to come
    // A power of two of them; timelines that are far apart share one.
    mutable std::vector<last_hit> last_hits_;
};

}  // namespace forecast_warehouse::core
