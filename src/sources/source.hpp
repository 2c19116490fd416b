#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/load/feed.hpp"
#include "core/sources/source_options.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::sources {

// A column of a feed, and the expression over the file's columns that gives its value.
struct map_entry {
    std::string column;
    std::string expression;
};

// A file that is described once. Its view has the file's columns, as text.
struct source {
    std::string schema;  // of the view when the source was made; schema and name are its key
    std::string name;
    const core::feed* feed = nullptr;
    std::vector<map_entry> map{};
    core::source_options options{};
    std::vector<map_entry> described{};  // of dimensions, such as product.name: see unknown_keys.hpp
    std::string describes{};             // the dimension whose rows are read; empty: those of a feed as such
    std::vector<std::string> columns{};  // of the file

    // The columns of the view, and of the rows that the map reads.
    [[nodiscard]] core::file_shape shape() const { return {columns, options.wide, options.delimiter}; }
};

// The feed of a view or table by its name, in the form of a schema. Raises for any other name (22023).
const core::feed& feed_named(const std::string& name, Oid schema);

// Reads map and options, both JSON. Raises for anything that they cannot say (22023). Needs a connection to
// SPI. A map has entries for the feed's columns, and for those of dimensions: a table, a point and a column.
void read_map(const std::string& json, source& into);
core::source_options read_options(const std::string& json);

// Raises where prices are observed for another feed (22023).
void expect_observable(const source& made);

}  // namespace forecast_warehouse::sources
