#pragma once

#include <span>
#include <string_view>

namespace forecast_warehouse::core {

// What a step between two versions asks of the data that stands, before it changes anything.
enum class requirement_kind {
    no_dependents,  // nobody's view, rule or policy may read the column: its type changes
    no_users,       // nobody's view, rule, trigger or function may use the view: it is made anew
    unique,         // no two rows may agree in the columns, NULLs counted as alike
    fits_integer,   // the values of the column, and its sequence, must fit integer
    whole_numbers,  // the values of the column must be whole numbers that fit integer
    unaltered,      // the table has the columns named and no others, and its own checks and defaults only
    may_drop_rows,  // the table goes away, and its rows with it; or the rows that a condition names
};

struct requirement {
    requirement_kind kind;
    std::string_view table;
    std::span<const std::string_view> columns;
    std::string_view condition = {};  // for may_drop_rows: rows that are lost, or lose what they say
    std::span<const std::string_view> checks = {};    // for unaltered
    std::span<const std::string_view> defaults = {};  // for unaltered: columns that have one
};

// One script of sql/: a step up or down between neighbouring versions.
struct edge {
    std::string_view from;
    std::string_view to;
    std::span<const requirement> requirements;
};

// A version, and what it brings, in a line for people.
struct version {
    std::string_view name;
    std::string_view brings;
};

// All versions, oldest first.
std::span<const version> versions() noexcept;

// A version by its name; NULL when there is none.
const version* find_version(std::string_view name) noexcept;

// The step between two neighbouring versions; NULL when there is none.
const edge* find_edge(std::string_view from, std::string_view to) noexcept;

// Whether a step loses what it may drop, if that is there.
bool may_lose_data(const edge& edge) noexcept;

}  // namespace forecast_warehouse::core
