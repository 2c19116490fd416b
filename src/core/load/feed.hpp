#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace forecast_warehouse::core {

// How a value of a feed arrives.
enum class value_type { text, integer, decimal, date, timestamp, boolean };

// How a column is resolved, checked, derived and summed. The roles from quantity to units add up when
// duplicates are summed.
enum class column_role {
    dimension_key,  // natural key of a dimension
    natural_key,    // the natural key of the target itself
    value,          // anything else
    quantity,       // units sold
    amount,         // quantity x unit_price, where one of the three is missing
    cost,           // of all units; where it is missing: quantity x the unit's cost in the dimension
    profit,         // amount - cost
    units_on_hand,  // units in stock
    units,          // any other number that adds up
    unit_price,     // of a sum: amount / quantity
    money,          // a price, cost or discount by itself
    stockout,       // whether nothing is on hand; of a sum: whether all rows say so
    moment,         // the point in time whose day is the row's day, where the day does not arrive
    share,          // a fraction, 0 to 1
    window_start,
    window_end,
};

// Whether values of a role add up when duplicates are summed.
constexpr bool adds_up(column_role role) noexcept {
    return role == column_role::quantity || role == column_role::amount ||
           role == column_role::units_on_hand || role == column_role::units;
}

// Whether values of a role are money, which is rounded to its column's scale.
constexpr bool is_money(column_role role) noexcept {
    return role == column_role::amount || role == column_role::unit_price || role == column_role::cost ||
           role == column_role::profit || role == column_role::money;
}

// The rule for a missing value.
enum class when_missing {
    reject,    // MISSING_VALUE
    null,      // NULL
    keep,      // NULL; and when the statement left the column out, a stored value is kept
    derive,    // computed from the row's other values
    zero,      // 0; and when the statement left the column out, a stored value is kept
    empty,     // the empty text
    discount,  // 0 where the amount is negative; else MISSING_VALUE
};

// A table that facts refer to. Its key is an integer, a day, or the natural key itself.
struct dimension {
    std::string table;
    std::string natural_key;  // text or date
    value_type natural_key_type = value_type::text;
    std::string key;  // the column that foreign keys refer to
    value_type key_type = value_type::integer;
    std::string reject_code;    // of a row whose natural key does not exist, such as UNKNOWN_STORE
    std::string label;          // of the natural key in messages; empty: the column's name
    std::string all;            // for a missing key, such as "all stores"
    std::string filled_by;      // the function that adds days; empty: none
    bool is_referenced = true;  // whether a foreign key refers to it
    std::string since{};        // the version that brought it; empty: that of the star
};

// Whether the key takes the natural key's place in a row. A day is its own key.
inline bool has_surrogate(const dimension& of) noexcept {
    return of.natural_key != of.key;
}

// The value that a column of a dimension has in the row that a key of the fact refers to.
struct attribute {
    std::string table;   // of the dimension
    std::string column;  // an integer or a decimal
};

// The dimensions of a star, in the order in which loads lock them. A table that several stars have comes in
// the same order in each of them.
using dimension_list = std::shared_ptr<const std::vector<dimension>>;

struct feed_column {
    std::string name;    // in the feed
    std::string target;  // in the table
    value_type type = value_type::text;
    column_role role = column_role::value;
    when_missing missing = when_missing::reject;
    int limit = 0;                // text: characters; decimal: digits in all
    int scale = 0;                // decimal: digits behind the point
    bool either_sign = false;     // numbers: whether it may be negative
    std::string since{};          // the version that brought it; empty: that of the table
    std::string decimal_since{};  // the version before which it was an integer; empty: none
    bool exact = false;           // decimal: more digits than the scale are rejected, trailing zeros dropped
    std::shared_ptr<const dimension> to{};  // dimension_key: which dimension
    // derive: the version since which the value may stay unknown; empty: a row without it is rejected.
    // Another column of the feed must have come, or become decimal, with that version.
    std::string open_since{};
    // derive: the dimensions' columns that give the value. The first key of the row that is not NULL counts.
    std::vector<attribute> from{};
    std::vector<std::string> values{};  // text: the only values that it may have; empty: any
};

// Two days of a row, of which the last one may not be before the first one. Columns by their names in the
// feed.
struct day_order {
    std::string first;
    std::string last;
};

// Rows that have a value in a text column need another one, in one of these columns. By names in the feed.
struct value_need {
    std::string column;
    std::string value;
    std::vector<std::string> one_of;
};

// The rows of one name have one value: a flag that belongs to the name. Both are positions of columns.
struct shared_value {
    int name;
    int value;
};

// How the values of a fact's row depend on each other.
enum class derivation { none, amounts, stock, order };

// The description of a load into a table: its columns in the feed's order, and the columns of its grain.
// Any number of columns. describe() makes one that can be used.
struct feed {
    std::string table;
    std::string view{};  // empty: no feed for users
    std::vector<feed_column> columns;
    std::vector<int> grain;  // positions in columns, in the order of the sort
    derivation derives = derivation::none;
    bool summable = false;    // whether on_duplicate = sum makes sense
    bool windowed = false;    // whether rows are windows that must not overlap
    bool surrogate = true;    // whether the table has an id
    bool sale_lines = false;  // whether rows are lines of sales, whose receipts may be numbered from 1 again
    std::vector<int> one_of{};  // columns of which exactly one has a value; empty: there is no such rule
    std::optional<shared_value> shared{};  // none: there is no such rule
    std::vector<day_order> in_order{};     // a rule whose columns an older form lacks does not count
    std::vector<value_need> needs{};       // likewise
    std::string discounts_since{};  // the version from which rows may be discounts; empty: they may not
    std::size_t hidden = 0;         // how many of the last columns do not arrive: they are derived
    dimension_list dimensions{};

    // Set by describe(). Descriptions differ in the number, also where one has the address of another that
    // is gone. The forms are the feed in databases of older versions, the newest first.
    std::uint64_t number = 0;
    std::vector<std::shared_ptr<const feed>> older_forms{};
};

// Completes a description: numbers it, and derives its older forms from the versions of its columns. Columns
// of one version come and go together, and so do their types. Discounts come with one that brings columns.
// Throws std::logic_error when a column of the grain does not exist or came later than the table, or when a
// dimension key has no dimension. Also when a shared value is no flag of a text.
feed describe(feed described);

// The columns of a feed that arrive; its other columns come behind them.
std::span<const feed_column> arriving_columns(const feed& feed) noexcept;

// The form of a feed for a table or view. has: whether it has a column, and not as an integer where the
// column became decimal (decimal_since). A form fits when one of the columns exists that its newest version
// brought or changed.
template <class Has>
const feed& form_for(const feed& newest, Has has);

// Whether rows may arrive, and be stored, without money: without a unit price and an amount.
bool takes_rows_without_money(const feed& feed) noexcept;

// Whether rows may be discounts: their price may be negative, and their quantity missing. Such rows have no
// pieces.
bool has_discounts(const feed& feed) noexcept;

// Position of a role's (first) column in a feed; -1 when there is none.
int column_with_role(const feed& feed, column_role role) noexcept;

// Position of a column by its name in the feed; -1 when there is none.
int column_named(const feed& feed, std::string_view name) noexcept;

// Position of the key of a dimension, by its table; -1 when there is none.
int key_of_dimension(const feed& feed, std::string_view table) noexcept;

// Position of the first column that is a day of a dimension; -1 when there is none.
int day_column(const feed& feed) noexcept;

// Whether a column is part of the grain.
bool is_in_grain(const feed& feed, int column) noexcept;

// The columns that the rows of a series of windows share: the grain without its last column, the first day.
std::span<const int> series_columns(const feed& feed) noexcept;

// Which stored row of a row's grain belongs to another sale: one that differs in all columns of one of these
// lists, by positions. Empty for a feed whose rows are no lines of sales.
std::vector<std::vector<int>> sale_marks(const feed& feed);

// The version that brought the newest columns of a form, or changed one; empty: that of the table.
std::string_view newest_version(const feed& form) noexcept;

template <class Has>
const feed& form_for(const feed& newest, Has has) {
    const auto fits = [&has](const feed& form) {
        const std::string_view version = newest_version(form);
        if (version.empty()) {
            return true;
        }
        for (const feed_column& column : form.columns) {
            if ((column.since == version || column.decimal_since == version) && has(column)) {
                return true;
            }
        }
        return false;
    };
    const feed* form = &newest;
    for (std::size_t older = 0; !fits(*form) && older < newest.older_forms.size(); ++older) {
        form = newest.older_forms[older].get();
    }
    return *form;
}

}  // namespace forecast_warehouse::core
