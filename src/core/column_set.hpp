#pragma once

#include <algorithm>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

namespace forecast_warehouse::core {

// Some of a feed's columns, by their positions. A copy of the first 64 allocates nothing.
class column_set {
public:
    // The columns of a feed, however many it has.
    static column_set all() {
        column_set every;
        every.is_inverted_ = true;
        return every;
    }

    // All columns but one.
    static column_set all_but(int column) {
        column_set others;
        others.insert(column);
        others.is_inverted_ = true;
        return others;
    }

    [[nodiscard]] bool contains(int column) const noexcept { return has_bit(column) != is_inverted_; }
    [[nodiscard]] bool is_empty() const noexcept { return !is_inverted_ && first_ == 0 && more_.empty(); }
    [[nodiscard]] bool is_all() const noexcept { return is_inverted_ && first_ == 0 && more_.empty(); }

    // Not for a set that is made by all() or all_but().
    void insert(int column) {
        if (column < word_bits) {
            first_ |= bit_of(column);
            return;
        }
        const std::size_t word = word_of(column);
        more_.resize(std::max(more_.size(), word + 1));
        more_[word] |= bit_of(column);
    }
    void erase(int column) noexcept {
        if (column < word_bits) {
            first_ &= ~bit_of(column);
        } else if (word_of(column) < more_.size()) {
            more_[word_of(column)] &= ~bit_of(column);
            // Equal sets have equal words.
            while (!more_.empty() && more_.back() == 0) {
                more_.pop_back();
            }
        }
    }

    friend bool operator==(const column_set&, const column_set&) = default;
    friend auto operator<=>(const column_set&, const column_set&) = default;  // NOLINT(modernize-use-nullptr)

private:
    static constexpr int word_bits = 64;

    static std::uint64_t bit_of(int column) noexcept { return std::uint64_t{1} << (column % word_bits); }
    static std::size_t word_of(int column) noexcept {
        return static_cast<std::size_t>(column / word_bits) - 1;
    }
    [[nodiscard]] bool has_bit(int column) const noexcept {
        const std::uint64_t word = column < word_bits               ? first_
                                   : word_of(column) < more_.size() ? more_[word_of(column)]
                                                                    : 0;
        return (word & bit_of(column)) != 0;
    }

    std::uint64_t first_ = 0;
    std::vector<std::uint64_t> more_;  // the last word is not 0
    bool is_inverted_ = false;
};

// The distinct sets of columns that the rows of a load leave out, numbered from 0. A row that leaves a column
// out keeps the value that the table has. A load has few such sets, so a row carries the number of its set.
class keep_sets {
public:
    // The number of a set, which is added where it is new.
    std::int32_t number_of(const column_set& columns) {
        const auto [found, is_new] = numbers_.try_emplace(columns, static_cast<std::int32_t>(sets_.size()));
        if (is_new) {
            sets_.push_back(columns);
        }
        return found->second;
    }

    [[nodiscard]] const column_set& set(std::int32_t number) const noexcept {
        return sets_[static_cast<std::size_t>(number)];
    }
    [[nodiscard]] std::size_t size() const noexcept { return sets_.size(); }

    // Whether some set has a column, and whether all sets have it. Of no sets neither is true.
    [[nodiscard]] bool some_have(int column) const noexcept {
        return std::any_of(sets_.begin(), sets_.end(),
                           [column](const column_set& each) { return each.contains(column); });
    }
    [[nodiscard]] bool all_have(int column) const noexcept {
        return !sets_.empty() && std::all_of(sets_.begin(), sets_.end(), [column](const column_set& each) {
            return each.contains(column);
        });
    }

    // The numbers of the sets that have a column, in order.
    [[nodiscard]] std::vector<std::int32_t> numbers_with(int column) const {
        std::vector<std::int32_t> numbers;
        for (std::size_t number = 0; number < sets_.size(); ++number) {
            if (sets_[number].contains(column)) {
                numbers.push_back(static_cast<std::int32_t>(number));
            }
        }
        return numbers;
    }

private:
    std::vector<column_set> sets_;
    std::map<column_set, std::int32_t> numbers_;
};

}  // namespace forecast_warehouse::core
