#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adoption/old_schema.hpp"
#include "core/load/feed.hpp"

namespace forecast_warehouse::adoption {

// A column of ours, and the column of a user's table that gives it.
struct mapped_column {
    std::string ours;  // of the feed, or id
    std::string old;
    std::string refers_to{};  // of a key: the column of the dimension's old table that it refers to;
                              // empty: it is the natural key itself
    std::string found{};      // how it was found; empty: a user named it
};

// A table of ours, and the user's table that gives its rows.
struct mapped_table {
    std::string ours;
    std::string old;
    std::vector<mapped_column> columns{};
    std::vector<std::string> ignored{};  // columns of the old table that ours has no place for
    std::string options = "{}";          // as create_source() takes them
    std::string found{};

    [[nodiscard]] const mapped_column* column(std::string_view ours_name) const;
    [[nodiscard]] const mapped_column* from(std::string_view old_name) const;
};

using mapping = std::vector<mapped_table>;

const mapped_table* find_table(const mapping& mapping, std::string_view ours);

// The tables that rows may be adopted into, in the order of loading.
const std::vector<std::string>& adoptable_tables();
bool is_staging(std::string_view table);

// The feed of a table, in the form of the extension's schema.
const core::feed& feed_of(const std::string& table, Oid schema);

// The columns that a mapping may name, without id.
std::vector<std::string> columns_of(const std::string& table, Oid schema);

// Reads a mapping, in the order of loading. Raises for names that do not exist. Needs a connection to SPI.
mapping read_mapping(const std::string& json, const old_schema& old, Oid schema);

// A mapping as JSON; of all tables, or of one.
std::string write_mapping(const mapping& mapping);
std::string write_table(const mapped_table& table);

}  // namespace forecast_warehouse::adoption
