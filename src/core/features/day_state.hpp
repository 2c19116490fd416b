#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <string_view>

namespace forecast_warehouse::core {

// The reason for a day's quantity. A state later in the list says less about demand.
enum class day_state : std::uint8_t {
    none,          // after the cutoff, and not planned
    sold,          // something was sold
    nothing_sold,  // the store sold other products, or a row says 0: the only zero
    stocked_out,   // nothing was left to sell
    unknown,       // the row was rejected, or the store sent no row at all
    closed,        // by store_day
    not_sold       // outside the dates of the store or the product
};

// The names of the states in tables. none has no name: it is NULL there.
inline constexpr std::array<std::string_view, 7> day_state_names{
    "", "sold", "nothing_sold", "stocked_out", "unknown", "closed", "not_sold"};

// Whether the quantity of the day shows the demand.
[[nodiscard]] constexpr bool is_observed(day_state state) noexcept {
    return state == day_state::sold || state == day_state::nothing_sold;
}

// The quantity of a day that does not show the demand. It is the smallest number, so no sum may include it.
inline constexpr std::int64_t missing_quantity = std::numeric_limits<std::int64_t>::min();

[[nodiscard]] constexpr bool is_missing(std::int64_t quantity) noexcept {
    return quantity == missing_quantity;
}

// The facts about a day of a series, without a plan of the future.
struct day_facts {
    bool has_row = false;   // in sales_daily
    bool has_sale = false;  // a quantity that is not 0
    bool closed = false;    // store_day says so
    bool not_sold = false;  // not yet, or no longer
    bool stocked_out = false;
    bool rejected = false;   // load_reject has a row for it
    bool store_sent = true;  // the store has a row of sales or returns for the day
};

// The first reason that holds. A sale comes first, whatever the other facts say.
[[nodiscard]] constexpr day_state state_of(const day_facts& facts) noexcept {
    if (facts.has_sale) {
        return day_state::sold;
    }
    if (facts.closed) {
        return day_state::closed;
    }
    if (facts.not_sold) {
        return day_state::not_sold;
    }
    if (facts.stocked_out) {
        return day_state::stocked_out;
    }
    if (facts.has_row) {
        return day_state::nothing_sold;
    }
    return facts.rejected || !facts.store_sent ? day_state::unknown : day_state::nothing_sold;
}

// The state of two days together, as of a week: the one that comes first in the list.
[[nodiscard]] constexpr day_state state_of_both(day_state one, day_state other) noexcept {
    if (one == day_state::none || other == day_state::none) {
        return one == day_state::none ? other : one;
    }
    return one < other ? one : other;
}

}  // namespace forecast_warehouse::core
