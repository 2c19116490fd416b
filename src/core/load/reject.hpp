#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/load/feed.hpp"
#include "core/load/windows.hpp"

namespace forecast_warehouse::core {

// Why a load could not take a row. The names are in load_reject.error_code and do not change.
enum class reject_code : std::uint8_t {
    unknown_key,  // its name is the dimension's: UNKNOWN_STORE
    missing_value,
    negative_value,
    out_of_range,
    too_long,
    duplicate_grain,
    invalid_window,
    overlapping_window,
    dropped_by_trigger,
    too_many_decimals,    // its name is that of out_of_range
    receipt_reused,       // the receipt has a line of another sale
    constraint,           // of the table, made by its owner
    bad_value,            // of a source: a cell that cannot be read
    not_listed,           // none of the column's values; its name is that of out_of_range
    known_ahead_differs,  // a shared value is not that of the other rows of its name
};
inline constexpr std::size_t reject_codes = 15;

// SQLSTATE of the error for such rows: that of the table's own constraint.
std::string_view sqlstate_of(reject_code code) noexcept;

// A row that was rejected: its number in the load (from 1), why, and which of its columns is at fault.
struct reject {
    std::int64_t row_number = 0;
    reject_code code = reject_code::missing_value;
    int column = 0;
    bool summed = false;     // out_of_range, missing_value: the sum over the grain's rows is at fault
    overlap windows{};       // overlapping_window: which
    std::string violated{};  // constraint: check constraint "ck_most" of table "store"
    std::string sqlstate{};  // constraint: that of its error
};

// A row as it arrived, its values written out; no value where it was NULL.
using row_text = std::vector<std::optional<std::string>>;

// Name as users read it: UNKNOWN_STORE. column: the rejected row's column in the feed.
std::string_view name_of(const feed& feed, reject_code code, int column) noexcept;

// The dimension that a column of a reject names a key of; NULL when there is none. A column that another one
// was derived from names the key of that one.
const dimension* dimension_at(const feed& feed, int column) noexcept;

// The grain of a row for a person: date "2024-01-01", store "S001", sku "A-7".
std::string describe_grain(const feed& feed, const row_text& row);

// The fault of a row, as a sentence without a full stop: store_code "S9" does not exist in store. The row's
// text of a bad value says why it cannot be read.
std::string describe(const feed& feed, const reject& reject, const row_text& row);

}  // namespace forecast_warehouse::core
