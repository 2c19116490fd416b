#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <tuple>
#include <vector>

#include "core/id_index.hpp"
#include "core/windows.hpp"

namespace forecast_warehouse::core {

// The store of what is in force in the whole chain. No store has this id: they count from 1.
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
void sort_by_line(std::span<Window> windows) {
    const auto before = [](const Window& left, const Window& right) {
        return std::tie(left.store, left.from, left.id) < std::tie(right.store, right.from, right.id);
    };
    if (!std::is_sorted(windows.begin(), windows.end(), before)) {
        std::sort(windows.begin(), windows.end(), before);
    }
}

// What is in force when, by product and store: lines of spans that do not overlap, so that a day is found by
// a hash and two binary searches, however many windows there are. Span has from and to, both days in it.
//
// Facts mostly come by day: a line remembers where it was asked last, and what is asked next is there or one
// span on.
//
// Filled product by product, each with its lines by store (the chain's comes first), each with its spans by
// day.
template <class Span>
class asof_lines {
public:
    // What a day has; NULL: nothing.
    struct in_force {
        const Span* of_store;
        const Span* of_chain;
    };

    [[nodiscard]] bool holds(std::int32_t product) const noexcept {
        return products_.find(product) != id_index::none;
    }

    // Makes room for so many windows; those that overlap may take more.
    void reserve(std::size_t windows) { spans_.reserve(windows); }

    // The product must not be in yet; without lines, nothing is ever in force.
    void begin_product(std::int32_t product) {
        products_.put(product, static_cast<std::uint32_t>(first_lines_.size()));
        append(first_lines_, static_cast<std::uint32_t>(lines_.size()));
    }
    void begin_line(std::int32_t store) {
        const auto first = static_cast<std::uint32_t>(spans_.size());
        append(lines_, {store, first, first});
    }
    void add(const Span& span) { append(spans_, span); }

    // The last span that was added to the line at hand; NULL when it has none.
    [[nodiscard]] Span* last() noexcept {
        return lines_.back().first == spans_.size() ? nullptr : &spans_.back();
    }

    [[nodiscard]] in_force find(std::int32_t product, std::int32_t store, day_number day) const noexcept {
        const std::uint32_t place = products_.find(product);
        if (place == id_index::none) {
            return {nullptr, nullptr};
        }
        const auto lines = part(lines_, first_lines_, place);
        const Span* of_chain =
            !lines.empty() && lines.front().store == whole_chain ? find_day(lines.front(), day) : nullptr;
        if (store == whole_chain) {
            return {nullptr, of_chain};
        }
        const auto own =
            std::lower_bound(lines.begin(), lines.end(), store,
                             [](const line& each, std::int32_t wanted) { return each.store < wanted; });
        return {own != lines.end() && own->store == store ? find_day(*own, day) : nullptr, of_chain};
    }

    [[nodiscard]] std::size_t bytes() const noexcept {
        return products_.bytes() + (first_lines_.capacity() * sizeof(std::uint32_t)) +
               (lines_.capacity() * sizeof(line)) + (spans_.capacity() * sizeof(Span));
    }

private:
    struct line {
        std::int32_t store;
        std::uint32_t first;  // its first span; its last one comes before the next line's first
        mutable std::uint32_t asked;
    };

    // What belongs to the place, when each of them begins where the one before ends.
    template <class Whole>
    static std::span<const Whole> part(const std::vector<Whole>& whole,
                                       const std::vector<std::uint32_t>& firsts,
                                       std::uint32_t place) noexcept {
        const std::size_t end = place + 1 < firsts.size() ? firsts[place + 1] : whole.size();
        return {whole.data() + firsts[place], end - firsts[place]};
    }

    // Whether the span is the last one, before the line's end, that begins on the day or earlier.
    [[nodiscard]] bool is_last_begun(std::size_t place, std::size_t end, day_number day) const noexcept {
        return place < end && spans_[place].from <= day && (place + 1 == end || spans_[place + 1].from > day);
    }

    [[nodiscard]] const Span* find_day(const line& at, day_number day) const noexcept {
        const auto next = static_cast<std::size_t>(&at - lines_.data()) + 1;
        const std::size_t end = next < lines_.size() ? lines_[next].first : spans_.size();
        std::size_t place = at.asked;
        if (!is_last_begun(place, end, day) && !is_last_begun(++place, end, day)) {
            const auto* const first = spans_.data() + at.first;
            const auto* const after =
                std::upper_bound(first, spans_.data() + end, day,
                                 [](day_number wanted, const Span& each) { return wanted < each.from; });
            if (after == first) {
                return nullptr;
            }
            place = static_cast<std::size_t>(after - spans_.data()) - 1;
        }
        at.asked = static_cast<std::uint32_t>(place);
        return spans_[place].to >= day ? &spans_[place] : nullptr;
    }

    id_index products_;
    std::vector<std::uint32_t> first_lines_;  // by product
    std::vector<line> lines_;
    std::vector<Span> spans_;
};

}  // namespace forecast_warehouse::core
