#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <limits>
#include <span>
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

// What is in force when, by product and store: lines of spans that do not overlap, so that a day is found by
// a hash and two binary searches, however many windows there are. Span has from and to, both days in it.
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

    // The product must not be in yet; without lines, nothing is ever in force.
    void begin_product(std::int32_t product) {
        products_.put(product, static_cast<std::uint32_t>(first_lines_.size()));
        append(first_lines_, static_cast<std::uint32_t>(lines_.size()));
    }
    void begin_line(std::int32_t store) {
        append(lines_, {store, static_cast<std::uint32_t>(spans_.size())});
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
    };

    // What belongs to the place, when each of them begins where the one before ends.
    template <class Whole>
    static std::span<const Whole> part(const std::vector<Whole>& whole,
                                       const std::vector<std::uint32_t>& firsts,
                                       std::uint32_t place) noexcept {
        const std::size_t end = place + 1 < firsts.size() ? firsts[place + 1] : whole.size();
        return {whole.data() + firsts[place], end - firsts[place]};
    }

    const Span* find_day(const line& at, day_number day) const noexcept {
        const auto place = static_cast<std::size_t>(&at - lines_.data());
        const auto begin = spans_.begin() + at.first;
        const auto end = place + 1 < lines_.size() ? spans_.begin() + lines_[place + 1].first : spans_.end();
        const auto after = std::upper_bound(
            begin, end, day, [](day_number wanted, const Span& each) { return wanted < each.from; });
        return after != begin && std::prev(after)->to >= day ? &*std::prev(after) : nullptr;
    }

    id_index products_;
    std::vector<std::uint32_t> first_lines_;  // by product
    std::vector<line> lines_;
    std::vector<Span> spans_;
};

}  // namespace forecast_warehouse::core
