#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/asof/timelines.hpp"

namespace forecast_warehouse::core {

// A row of promotion. The discount is a share of the price in ten-thousandths, an amount in cents, both or
// neither.
struct promotion_window {
    std::int32_t store;  // or whole_chain
    day_number from;
    day_number to;
    std::optional<std::int32_t> pct;
    std::optional<std::int64_t> cents;
    std::int64_t id;
};

// Promotions in force. The largest discount counts, as a share of the price in force. Among equal ones a
// promotion of the store goes before one of the chain; then the latest first day counts, then the highest id.
//
// The share is the larger one of the percentage, and of the amount divided by the price. If the price is
// unknown or zero, amounts are ignored. Promotions without a share come last.
class asof_promotions {
    static constexpr std::uint32_t none = id_index::none;

    // Days on which the same promotions run. Only three of them can be the best: the one by percentage, the
    // one by amount, and the latest one without a percentage, for days without a price.
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

    // The promotions in force on a day. best() chooses one of them.
    class in_force {
    public:
        [[nodiscard]] bool any() const noexcept { return intervals_.of_store || intervals_.of_chain; }

        // Whether the choice may depend on the price.
        [[nodiscard]] bool depends_on_price() const noexcept;

    private:
        friend class asof_promotions;
        explicit in_force(timelines<promotion_interval>::in_force intervals) noexcept
            : intervals_(intervals) {}
        timelines<promotion_interval>::in_force intervals_;
    };

    [[nodiscard]] bool holds(std::int32_t product) const noexcept { return timelines_.holds(product); }

    // Reserves memory for a number of windows.
    void reserve(std::size_t windows) {
        offers_.reserve(windows);
        timelines_.reserve(windows);
    }

    // Adds all windows of a product, in any order. They are sorted in place.
    void add(std::int32_t product, std::span<promotion_window> windows);

    // The promotions in force for a product in a store, or in the whole chain, on a day.
    [[nodiscard]] in_force find(std::int32_t product, std::int32_t store, day_number day) const noexcept {
        const in_force found(timelines_.find(product, store, day));
        if (const promotion_interval* next = timelines_.expected(day)) {
            prefetch(offers_.data() + (next->by_pct != none ? next->by_pct : next->without_pct));
        }
        return found;
    }

    // The id of the best promotion in force. price: in cents; 0 and below count as unknown. found.any() must
    // be true.
    [[nodiscard]] std::int64_t best(in_force found, std::optional<std::int64_t> price) const noexcept;

    [[nodiscard]] std::size_t bytes() const noexcept {
        return timelines_.bytes() + (offers_.capacity() * sizeof(offer));
    }

private:
    // The columns of a row that the choice depends on.
    struct offer {
        std::int64_t id;
        std::int64_t cents;
        std::int32_t pct;
        day_number from;
    };

    // A promotion and its share, in the same unit for all candidates. An unknown share is below zero.
    struct candidate {
        std::int64_t share;
        std::uint32_t index;
    };

    void add_timeline(std::span<const promotion_window> windows);
    [[nodiscard]] bool later(std::uint32_t left, std::uint32_t right) const noexcept;
    [[nodiscard]] candidate best_of(const std::optional<promotion_interval>& interval,
                                    std::int64_t price) const noexcept;

    std::vector<offer> offers_;
    timelines<promotion_interval> timelines_;
};

}  // namespace forecast_warehouse::core
