#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/asof/timelines.hpp"

namespace forecast_warehouse::core {

// A row of promotion: the discount as a share of the price in ten-thousandths, as money in cents, both or
// neither.
struct promotion_window {
    std::int32_t store;  // or whole_chain
    day_number from;
    day_number to;
    std::optional<std::int32_t> pct;
    std::optional<std::int64_t> cents;
    std::int64_t id;
};

// Promotions in force: the largest discount as a share of the price in force; then the store's own before the
// chain's; then the latest first day; then the highest id.
//
// The share is the larger one of what the promotion says: its percentage, and its amount by the price. An
// amount off a price that is unknown or zero says nothing, and a promotion that says nothing comes after
// those that do.
class asof_promotions {
    static constexpr std::uint32_t none = id_index::none;

    // Days on which the same promotions run, and the only three of them that can be the best: by percentage,
    // by amount, and the latest of those without a percentage, for days on which no amount can be weighed.
    struct promotion_interval {
        day_number from;
        day_number to;
        std::uint32_t by_pct;
        std::uint32_t by_amount;
        std::uint32_t without_pct;

        [[nodiscard]] bool same_offers(const promotion_interval& other) const noexcept {
            return by_pct == other.by_pct && by_amount == other.by_amount && without_pct == other.without_pct;
        }
    };

public:
    using window = promotion_window;

    // What is in force on a day; best() chooses.
    class in_force {
    public:
        [[nodiscard]] bool any() const noexcept { return intervals_.of_store || intervals_.of_chain; }

        // Whether the choice may depend on the price.
        [[nodiscard]] bool asks_price() const noexcept;

    private:
        friend class asof_promotions;
        explicit in_force(timelines<promotion_interval>::in_force intervals) noexcept
            : intervals_(intervals) {}
        timelines<promotion_interval>::in_force intervals_;
    };

    [[nodiscard]] bool holds(std::int32_t product) const noexcept { return timelines_.holds(product); }

    // Makes room for so many windows in all.
    void reserve(std::size_t windows) {
        offers_.reserve(windows);
        timelines_.reserve(windows);
    }

    // Takes in all windows of a product, in any order; they are sorted on the way.
    void add(std::int32_t product, std::span<promotion_window> windows);

    // What is in force for a product in a store, or in the whole chain, on a day.
    [[nodiscard]] in_force find(std::int32_t product, std::int32_t store, day_number day) const noexcept {
        const in_force found(timelines_.find(product, store, day));
        if (const promotion_interval* next = timelines_.expected(day)) {
            prefetch(offers_.data() + (next->by_pct != none ? next->by_pct : next->without_pct));
        }
        return found;
    }

    // The best of them by a price in cents, which is above zero or as good as unknown; the id of its row.
    // There must be any.
    [[nodiscard]] std::int64_t best(in_force found, std::optional<std::int64_t> price) const noexcept;

    [[nodiscard]] std::size_t bytes() const noexcept {
        return timelines_.bytes() + (offers_.capacity() * sizeof(offer));
    }

private:
    // What of a row decides.
    struct offer {
        std::int64_t id;
        std::int64_t cents;
        std::int32_t pct;
        day_number from;
    };

    // A candidate with its share, in parts that are the same for all: unknown is below zero.
    struct candidate {
        std::int64_t share;
        std::uint32_t place;
    };

    void add_timeline(std::span<const promotion_window> windows);
    [[nodiscard]] bool later(std::uint32_t left, std::uint32_t right) const noexcept;
    [[nodiscard]] candidate best_of(const std::optional<promotion_interval>& interval,
                                    std::int64_t price) const noexcept;

    std::vector<offer> offers_;
    timelines<promotion_interval> timelines_;
};

}  // namespace forecast_warehouse::core
