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
// lines; without them, asking for that store and for the whole chain gives the same.
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
// Facts mostly come by day, and each line is asked once in a while: the spans are megabytes, and most of the
// time would go into waiting for memory. So what a line had when it was asked last is kept apart, where it
// stays near the processor; and as lines mostly follow one another as they did the day before, what the next
// one needs is on its way while the fact at hand is worked on. Measured with 130 spans a line: 115
// nanoseconds for a line that goes on to its next span become 30.
//
// Filled product by product, each with its lines by store (the chain's comes first), each with its spans by
// day.
template <class Span>
class asof_lines {
public:
    // What a day has.
    struct in_force {
        std::optional<Span> of_store;
        std::optional<Span> of_chain;
    };

    [[nodiscard]] bool holds(std::int32_t product) const noexcept {
        return products_.find(product) != id_index::none;
    }

    // Makes room for so many windows; those that overlap may take more.
    void reserve(std::size_t windows) { spans_.reserve(windows); }

    // The product must not be in yet; without lines, nothing is ever in force.
    void begin_product(std::int32_t product) {
        products_.put(product, static_cast<std::uint32_t>(first_lines_.size()));
        append(first_lines_, static_cast<std::uint32_t>(stores_.size()));
    }
    void begin_line(std::int32_t store) {
        append(stores_, store);
        append(first_spans_, static_cast<std::uint32_t>(spans_.size()));
        if (answers_.size() < std::min(stores_.size(), most_answers)) {
            answers_.assign(std::max(fewest_answers, 2 * answers_.size()), answer{});
        }
    }
    void add(const Span& span) { append(spans_, span); }

    // The last span that was added to the line at hand; NULL when it has none.
    [[nodiscard]] Span* last() noexcept {
        return first_spans_.back() == spans_.size() ? nullptr : &spans_.back();
    }

    [[nodiscard]] in_force find(std::int32_t product, std::int32_t store, day_number day) const noexcept {
        const std::uint32_t place = products_.find(product);
        if (place == id_index::none) {
            return {};
        }
        const auto first = stores_.begin() + first_lines_[place];
        const auto end =
            place + 1 < first_lines_.size() ? stores_.begin() + first_lines_[place + 1] : stores_.end();
        const std::optional<Span> of_chain =
            first != end && *first == whole_chain ? find_day(first, day) : std::nullopt;
        if (store == whole_chain) {
            return {std::nullopt, of_chain};
        }
        const auto own = std::lower_bound(first, end, store);
        if (own == end || *own != store) {
            return {std::nullopt, of_chain};
        }
        const std::optional<Span> of_store = find_day(own, day);
        expect_after(own, day);
        return {of_store, of_chain};
    }

    // What the line has that is likely to be asked next, as far as it is known: a hint.
    [[nodiscard]] const Span* expected(day_number day) const noexcept {
        const Span* span = answers_.empty() ? nullptr : &answer_of(expected_).span;
        return span != nullptr && span->from <= day && day <= span->to ? span : nullptr;
    }

    [[nodiscard]] std::size_t bytes() const noexcept {
        return products_.bytes() + (first_lines_.capacity() * sizeof(std::uint32_t)) +
               (stores_.capacity() * sizeof(std::int32_t)) +
               (first_spans_.capacity() * sizeof(std::uint32_t)) + (spans_.capacity() * sizeof(Span)) +
               (answers_.capacity() * sizeof(answer));
    }

private:
    using line_place = std::vector<std::int32_t>::const_iterator;  // in stores_

    // What a line has on the days from the span's first one to another.
    struct answer {
        std::uint32_t line = id_index::none;
        std::uint32_t place = 0;        // of the span
        std::uint32_t followed_by = 0;  // the line that was asked after it
        day_number until = 0;
        Span span{};
    };
    static constexpr std::size_t fewest_answers = 16;
    static constexpr std::size_t most_answers = 4096;

    // Where the spans of a line end.
    [[nodiscard]] std::size_t end_of(std::uint32_t line) const noexcept {
        return line + 1 < first_spans_.size() ? first_spans_[line + 1] : spans_.size();
    }

    [[nodiscard]] std::uint32_t number_of(line_place line) const noexcept {
        return static_cast<std::uint32_t>(line - stores_.begin());
    }
    [[nodiscard]] answer& answer_of(std::uint32_t line) const noexcept {
        return answers_[line & (answers_.size() - 1)];
    }

    [[nodiscard]] std::optional<Span> find_day(line_place asked, day_number day) const noexcept {
        const std::uint32_t line = number_of(asked);
        answer& known = answer_of(line);
        if ((known.line != line || day < known.span.from || day > known.until) &&
            !look_up(line, day, known)) {
            return std::nullopt;
        }
        return known.span.to >= day ? std::optional(known.span) : std::nullopt;
    }

    // Answers by the last span that begins on the day or earlier, which often comes next to the one known;
    // false: there is none.
    bool look_up(std::uint32_t line, day_number day, answer& known) const noexcept {
        const std::size_t end = end_of(line);
        std::size_t place = known.place + 1;
        if (known.line != line || place >= end || !is_last_begun(place, end, day)) {
            const auto* const first = spans_.data() + first_spans_[line];
            const auto* const after =
                std::upper_bound(first, spans_.data() + end, day,
                                 [](day_number wanted, const Span& each) { return wanted < each.from; });
            if (after == first) {
                return false;
            }
            place = static_cast<std::size_t>(after - spans_.data()) - 1;
        }
        known = {line, static_cast<std::uint32_t>(place), known.followed_by,
                 place + 1 < end ? spans_[place + 1].from - 1 : no_end, spans_[place]};
        return true;
    }

    // Learns what follows what, and fetches the span that the line to follow will need. The same line may be
    // asked several times in a row.
    void expect_after(line_place asked, day_number day) const noexcept {
        const std::uint32_t line = number_of(asked);
        if (line == asked_) {
            return;
        }
        answer_of(asked_).followed_by = line;
        asked_ = line;
        expected_ = answer_of(line).followed_by;
        const answer& next = answer_of(expected_);
        if (day > next.until && next.place + 1 < spans_.size()) {
            prefetch(&spans_[next.place + 1]);
        }
    }

    [[nodiscard]] bool is_last_begun(std::size_t place, std::size_t end, day_number day) const noexcept {
        return spans_[place].from <= day && (place + 1 == end || spans_[place + 1].from > day);
    }

    id_index products_;
    std::vector<std::uint32_t> first_lines_;  // by product
    std::vector<std::int32_t> stores_;        // by line
    std::vector<std::uint32_t> first_spans_;  // by line
    std::vector<Span> spans_;
    mutable std::uint32_t asked_ = 0;      // the line of a store that was asked last
    mutable std::uint32_t expected_ = 0;   // the one to come
    mutable std::vector<answer> answers_;  // as many as a power of two; lines that are far apart share one
};

}  // namespace forecast_warehouse::core
