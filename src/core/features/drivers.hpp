// Price and promotion in force on each day of a series, going from day to day.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "core/windows.hpp"

namespace forecast_warehouse::core {

// A price of a series, of its store or of the chain.
struct price_in_window {
    window days;
    bool of_store;
    std::int64_t id;
    std::optional<std::int64_t> cents;  // none: in force, and no number
};

// A promotion of a series.
struct promotion_in_window {
    window days;
    std::optional<std::int64_t> discount_share;  // of 10,000
    std::optional<std::int64_t> discount_cents;
};

// The windows that cover a day, of windows sorted by first day; the day goes forward only.
template <class Windowed>
class covering_windows {
public:
    // Begins with other windows, which must stay where they are.
    void begin(const std::vector<Windowed>& sorted) {
        all_ = &sorted;
        next_ = 0;
        next_change_ = std::numeric_limits<day_number>::min();
        covering_.clear();
    }

    // Goes to a day; tells whether other windows cover it than those that covered the one before.
    bool move_to(day_number day) {
        if (day < next_change_) {
            return false;
        }
        std::erase_if(covering_, [day](const Windowed* each) { return each->days.to < day; });
        for (; next_ < all_->size() && (*all_)[next_].days.from <= day; ++next_) {
            if ((*all_)[next_].days.to >= day) {
                covering_.push_back(&(*all_)[next_]);
            }
        }
        next_change_ = next_ < all_->size() ? (*all_)[next_].days.from : no_end;
        for (const Windowed* each : covering_) {
            if (each->days.to != no_end) {
                next_change_ = std::min(next_change_, each->days.to + 1);
            }
        }
        return true;
    }

    [[nodiscard]] const std::vector<const Windowed*>& covering() const noexcept { return covering_; }

private:
    const std::vector<Windowed>* all_ = nullptr;
    std::size_t next_ = 0;
    day_number next_change_ = 0;
    std::vector<const Windowed*> covering_;
};

// What drives the sales of a day, as far as it is planned ahead.
struct planned_drivers {
    std::optional<std::int64_t> price_cents;
    std::optional<double> price_change;  // against 7 days before, as a share of that price
    bool on_promotion = false;
    std::optional<std::int64_t> discount_share;  // of 10,000; 0 without a promotion, none: not known
};

// The drivers of one series after the other.
//
// The price in force is the store's before the chain's, then that of the latest first day, then that of the
// highest id. Of several promotions the largest discount counts, as a share of the price in force, at most
// the whole price.
class driver_line {
public:
    // Begins a series. Its windows, sorted by first day, must stay where they are.
    void begin(const std::vector<price_in_window>& prices,
               const std::vector<promotion_in_window>& promotions);

    // The drivers of a day, later than the one before.
    [[nodiscard]] const planned_drivers& at(day_number day);

private:
    class price_line {
    public:
        void begin(const std::vector<price_in_window>& prices);
        bool move_to(day_number day);
        [[nodiscard]] const std::optional<std::int64_t>& cents() const noexcept { return cents_; }

    private:
        covering_windows<price_in_window> windows_;
        std::optional<std::int64_t> cents_;
    };

    void find_discount();

    price_line price_;
    price_line price_before_;
    covering_windows<promotion_in_window> promotions_;
    planned_drivers drivers_;
};

}  // namespace forecast_warehouse::core
