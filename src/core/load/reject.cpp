#include "core/load/reject.hpp"

#include <algorithm>
#include <array>
#include <span>

#include <fmt/format.h>

#include "core/sqlstate.hpp"
#include "core/text.hpp"

namespace forecast_warehouse::core {
namespace {

struct code_description {
    std::string_view name;
    std::string_view sqlstate;
};

// In the order of reject_code.
constexpr std::array<code_description, reject_codes> descriptions{{
    {"UNKNOWN_KEY", sqlstate::foreign_key_violation},
    {"MISSING_VALUE", sqlstate::not_null_violation},
    {"NEGATIVE_VALUE", sqlstate::check_violation},
    {"OUT_OF_RANGE", sqlstate::numeric_value_out_of_range},
    {"TOO_LONG", sqlstate::string_data_right_truncation},
    {"DUPLICATE_GRAIN", sqlstate::cardinality_violation},
    {"INVALID_WINDOW", sqlstate::check_violation},
    {"OVERLAPPING_WINDOW", sqlstate::exclusion_violation},
    {"DROPPED_BY_TRIGGER", sqlstate::triggered_action_exception},
    {"OUT_OF_RANGE", sqlstate::numeric_value_out_of_range},
    {"RECEIPT_REUSED", sqlstate::unique_violation},
    {"CONSTRAINT", sqlstate::integrity_constraint_violation},
    {"BAD_VALUE", sqlstate::invalid_text_representation},
    {"OUT_OF_RANGE", sqlstate::numeric_value_out_of_range},
    {"KNOWN_AHEAD_DIFFERS", sqlstate::check_violation},
}};

std::string show(const row_text& row, int column) {
    const auto& value = row[static_cast<std::size_t>(column)];
    if (!value) {
        return "(missing)";
    }
    return quoted(shorten(*value, shown_characters));
}

std::string type_of(const feed_column& column) {
    return column.type == value_type::integer ? std::string("integer")
                                              : fmt::format("numeric({},{})", column.limit, column.scale);
}

// A natural key by the label of its dimension: store S001.
std::string_view label_of(const feed_column& column) noexcept {
    return column.to != nullptr && !column.to->label.empty() ? column.to->label : column.name;
}

std::string show_key(const feed& feed, const row_text& row, int column) {
    const feed_column& key = feed.columns[static_cast<std::size_t>(column)];
    if (key.to != nullptr && !key.to->all.empty() && !row[static_cast<std::size_t>(column)]) {
        return key.to->all;
    }
    return fmt::format("{} {}", label_of(key), show(row, column));
}

std::string describe_keys(const feed& feed, const row_text& row, std::span<const int> columns) {
    std::string text;
    for (const int column : columns) {
        text += text.empty() ? "" : ", ";
        text += show_key(feed, row, column);
    }
    return text;
}

// store_code, customer_code or reseller_code
std::string list_choices(std::span<const std::string> names) {
    std::string list;
    for (std::size_t at = 0; at < names.size(); ++at) {
        const char* separator = at == 0 ? "" : at + 1 == names.size() ? " or " : ", ";
        list += separator + names[at];
    }
    return list;
}

// The columns of which exactly one has a value.
std::string list_one_of(const feed& feed) {
    std::vector<std::string> names;
    for (const int column : feed.one_of) {
        names.push_back(feed.columns[static_cast<std::size_t>(column)].name);
    }
    return list_choices(names);
}

// The need that a row does not meet, of a column that is missing; NULL: there is none.
const value_need* unmet_need(const feed& feed, int column, const row_text& row) {
    const std::string& name = feed.columns[static_cast<std::size_t>(column)].name;
    const auto found = std::find_if(feed.needs.begin(), feed.needs.end(), [&](const value_need& each) {
        const int decides = column_named(feed, each.column);
        return each.one_of.front() == name && decides >= 0 &&
               row[static_cast<std::size_t>(decides)] == each.value;
    });
    return found == feed.needs.end() ? nullptr : &*found;
}

// The column of the first of two days, of which another one is the last; -1: there is none.
int first_day_before(const feed& feed, int last) {
    for (const day_order& each : feed.in_order) {
        if (each.last == feed.columns[static_cast<std::size_t>(last)].name) {
            return column_named(feed, each.first);
        }
    }
    return column_with_role(feed, column_role::window_start);
}

std::string describe_missing(const feed& feed, const reject& reject, const row_text& row) {
    const feed_column& column = feed.columns[static_cast<std::size_t>(reject.column)];
    if (!feed.one_of.empty() && reject.column == feed.one_of.front()) {
        return fmt::format("none of {} has a value", list_one_of(feed));
    }
    if (reject.summed) {
        return fmt::format("{} is missing in some rows of grain ({}), and cannot be summed", column.name,
                           describe_grain(feed, row));
    }
    if (const value_need* need = unmet_need(feed, reject.column, row)) {
        return fmt::format("{} {} needs {}", need->column, quoted(need->value), list_choices(need->one_of));
    }
    if (column.missing == when_missing::derive) {
        return fmt::format("{} is missing and cannot be derived from the row's other values", column.name);
    }
    return fmt::format("{} is missing", column.name);
}

// A value as it arrived; one that was missing was derived from the others.
std::string name_value(const feed_column& column, const row_text& row, int position) {
    return row[static_cast<std::size_t>(position)] ? fmt::format("{} {}", column.name, show(row, position))
                                                   : fmt::format("{}, derived,", column.name);
}

std::string describe_range(const feed& feed, const reject& reject, const row_text& row) {
    const feed_column& column = feed.columns[static_cast<std::size_t>(reject.column)];
    if (reject.summed) {
        return fmt::format("{}, summed over grain ({}), is out of range for type {}", column.name,
                           describe_grain(feed, row), type_of(column));
    }
    const std::string value = name_value(column, row, reject.column);
    if (column.role == column_role::share) {
        return fmt::format("{} is not between 0 and 1", value);
    }
    switch (column.type) {
        case value_type::integer:
        case value_type::decimal:
            return fmt::format("{} is out of range for type {}", value, type_of(column));
        case value_type::timestamp:
            return fmt::format("{} is not a point in time", value);
        default:
            return fmt::format("{} is not a day", value);
    }
}

std::string show_days(const window& days) {
    return fmt::format("from {} {}", quoted(day_text(days.from)),
                       days.to == no_end ? "on" : "to " + quoted(day_text(days.to)));
}

// How many days two windows share; nothing where both are open.
std::string describe_shared_days(const overlap& windows) {
    const day_number from = std::max(windows.arriving.from, windows.in_the_way.from);
    const day_number to = std::min(windows.arriving.to, windows.in_the_way.to);
    return to == no_end ? "" : " by " + counted(std::int64_t{to} - from + 1, "day");
}

std::string describe_windows(const feed& feed, const overlap& windows, const row_text& row) {
    return fmt::format("window {} overlaps window {}{} ({})", show_days(windows.arriving),
                       show_days(windows.in_the_way), describe_shared_days(windows),
                       describe_keys(feed, row, series_columns(feed)));
}

// A last day before its first one.
std::string describe_order(const feed& feed, int last, const row_text& row) {
    const int first = first_day_before(feed, last);
    // Equal days are a fault where the end is the first day after the window.
    const bool is_equal = row[static_cast<std::size_t>(last)] == row[static_cast<std::size_t>(first)];
    return fmt::format("{} {} is {} {} {}", feed.columns[static_cast<std::size_t>(last)].name,
                       show(row, last), is_equal ? "not after" : "before",
                       feed.columns[static_cast<std::size_t>(first)].name, show(row, first));
}

// A value that all rows of a name share, but not this one.
std::string describe_shared(const feed& feed, int column, const row_text& row) {
    const int name = feed.shared ? feed.shared->name : column;
    return fmt::format("{} {} differs from that of the other rows of {} {}",
                       feed.columns[static_cast<std::size_t>(column)].name, show(row, column),
                       feed.columns[static_cast<std::size_t>(name)].name, show(row, name));
}

}  // namespace

std::string_view name_of(const feed& feed, reject_code code, int column) noexcept {
    const dimension* unknown = code == reject_code::unknown_key ? dimension_at(feed, column) : nullptr;
    return unknown != nullptr ? std::string_view(unknown->reject_code)
                              : descriptions[static_cast<std::size_t>(code)].name;
}

const dimension* dimension_at(const feed& feed, int column) noexcept {
    const feed_column& named = feed.columns[static_cast<std::size_t>(column)];
    const int day = named.role == column_role::moment ? day_column(feed) : -1;
    return day < 0 ? named.to.get() : feed.columns[static_cast<std::size_t>(day)].to.get();
}

std::string_view sqlstate_of(reject_code code) noexcept {
    return descriptions[static_cast<std::size_t>(code)].sqlstate;
}

std::string describe_grain(const feed& feed, const row_text& row) {
    return describe_keys(feed, row, feed.grain);
}

std::string describe(const feed& feed, const reject& reject, const row_text& row) {
    const feed_column& column = feed.columns[static_cast<std::size_t>(reject.column)];
    switch (reject.code) {
        case reject_code::unknown_key: {
            const dimension* unknown = dimension_at(feed, reject.column);
            return fmt::format("{} {} does not exist in {}", column.name, show(row, reject.column),
                               unknown != nullptr ? std::string_view(unknown->table) : "its dimension");
        }
        case reject_code::missing_value:
            return describe_missing(feed, reject, row);
        case reject_code::negative_value:
            return fmt::format("{} is negative", name_value(column, row, reject.column));
        case reject_code::out_of_range:
            return describe_range(feed, reject, row);
        case reject_code::too_many_decimals:
            return fmt::format("{} has more than {} decimals", name_value(column, row, reject.column),
                               column.scale);
        case reject_code::not_listed:
            return fmt::format("{} {} is not {}", column.name, show(row, reject.column),
                               list_choices(column.values));
        case reject_code::too_long:
            return fmt::format("{} {} is longer than {} characters", column.name, show(row, reject.column),
                               column.limit);
        case reject_code::duplicate_grain:
            return fmt::format("more than one row for grain ({})", describe_grain(feed, row));
        case reject_code::invalid_window:
            return describe_order(feed, reject.column, row);
        case reject_code::overlapping_window:
            return describe_windows(feed, reject.windows, row);
        case reject_code::dropped_by_trigger:
            return fmt::format("a trigger or a policy of {} kept the row out ({})", feed.table,
                               describe_grain(feed, row));
        case reject_code::bad_value:
            return fmt::format("{} {}", column.name,
                               row[static_cast<std::size_t>(reject.column)].value_or("cannot be read"));
        case reject_code::receipt_reused:
            return fmt::format("the line is of another sale than the one in {} ({})", feed.table,
                               describe_grain(feed, row));
        case reject_code::known_ahead_differs:
            return describe_shared(feed, reject.column, row);
        case reject_code::constraint:
            return reject.violated.empty() ? fmt::format("more than one of {} has a value", list_one_of(feed))
                                           : fmt::format("the row violates {}", reject.violated);
    }
    return {};
}

}  // namespace forecast_warehouse::core
