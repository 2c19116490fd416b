#pragma once

#include <span>
#include <string_view>

namespace forecast_warehouse::core {

// The requirements of a step between two versions. They are checked before the step changes anything.
enum class requirement_kind {
    no_dependents,  // no view, rule or policy of a user may read the column: its type changes
    drops_columns,  // no view, rule or policy of a user may read the columns: the step drops them
    no_users,       // no view, rule, trigger or function of a user may use the view: it is created again
    unique,         // no two rows may have equal columns; NULLs are equal
    fits_integer,   // the values of the column, and its sequence, must fit integer
    whole_numbers,  // the values of the column must be whole numbers that fit integer
    no_nulls,       // no row may lack a value of one of the columns
    not_negative,   // the values of the column must not be negative
    unaltered,      // the table has the columns named and no others, and its own checks and defaults only
    free_columns,   // the step adds these columns: neither the table nor its companion may have one
    free_name,      // the step creates a relation of this name: a user must not have one, or a type
    may_drop_rows,  // the step drops the table, or the rows of a condition
};

struct requirement {
    requirement_kind kind;
    std::string_view table;
    std::span<const std::string_view> columns;
    std::string_view condition = {};  // for may_drop_rows: the rows that are lost, or lose a value
    std::span<const std::string_view> checks = {};    // for unaltered
    std::span<const std::string_view> defaults = {};  // for unaltered: columns that have one
};

// One script of sql/: a step up or down between neighbouring versions.
struct edge {
    std::string_view from;
    std::string_view to;
    std::span<const requirement> requirements;
};

// A version, and a line that describes what it adds.
struct version {
    std::string_view name;
    std::string_view brings;
};

// All versions, oldest first.
std::span<const version> versions() noexcept;

// A version by its name. NULL when it does not exist.
const version* find_version(std::string_view name) noexcept;

// The step between two neighbouring versions. NULL when it does not exist.
const edge* find_edge(std::string_view from, std::string_view to) noexcept;

// Whether a step may drop rows.
bool may_lose_data(const edge& edge) noexcept;

}  // namespace forecast_warehouse::core
