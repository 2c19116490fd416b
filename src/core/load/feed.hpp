#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace forecast_warehouse::core {

// How a value of a feed arrives.
enum class value_type { text, integer, decimal, date, timestamp, boolean };

// What a column of a feed stands for; decides how it is resolved and checked.
enum class column_role {
    store_key,    // natural key of a store, resolved to store.id
    product_key,  // natural key of a product, resolved to product.id
    date_key,     // a day that must stand in calendar
    natural_key,  // the natural key of the target itself
    value,        // anything else
    quantity,     // a value that adds up when duplicates are summed
    share,        // a fraction, 0 to 1
    window_start,
    window_end,
    holiday_calendar,  // the name of one
};

// What happens when a value is missing.
enum class when_missing {
    reject,  // MISSING_VALUE
    null,    // NULL
    keep,    // NULL; and when the statement left the column out, a standing value is kept
    derive,  // computed from the row's other values
    zero,    // 0; and when the statement left the column out, a standing value is kept
};

struct feed_column {
    std::string_view name;    // in the feed
    std::string_view target;  // in the table
    value_type type;
    column_role role;
    when_missing missing;
    int limit = 0;             // text: characters; decimal: digits in all
    int scale = 0;             // decimal: digits behind the point
    bool either_sign = false;  // numbers: whether it may be negative
};

// What the values of a fact's row have to do with each other.
enum class derivation { none, amounts, stock };

// One table's way in: its columns in the feed's order, and the columns that make its grain.
struct feed {
    std::string_view table;
    std::string_view view;  // empty: no feed for users
    std::span<const feed_column> columns;
    std::span<const int> grain;  // places in columns, in the order of the sort
    derivation derives = derivation::none;
    bool summable = false;         // whether on_duplicate = sum makes sense
    bool windowed = false;         // whether rows are windows that must not overlap
    bool surrogate = true;         // whether the table has an id
    std::size_t hidden = 0;        // how many of the last columns do not arrive: they are derived
    const feed* before = nullptr;  // as it was in the versions before its last columns came
};

// The columns of a feed that arrive; its other columns come behind them.
std::span<const feed_column> arriving_columns(const feed& feed) noexcept;

// The feeds, in the order in which a warehouse is filled.
std::span<const feed> feeds() noexcept;

// The feed of a table or of a view; NULL when there is none.
const feed* find_feed_of_table(std::string_view table) noexcept;
const feed* find_feed_of_view(std::string_view view) noexcept;

// The calendar is loaded by generate_calendar only.
const feed& calendar_feed() noexcept;

// Place of a role's (first) column in a feed; -1 when there is none.
int column_with_role(const feed& feed, column_role role) noexcept;

// Place of a column by its name in the feed; -1 when there is none.
int column_named(const feed& feed, std::string_view name) noexcept;

}  // namespace forecast_warehouse::core
